"""Callbacks as the browser sends them."""

from typing import Any

CALLBACK = "/_dash-update-component"


def described(app: Any, changed: str) -> dict[str, Any]:
    """The server's callback that is called when a property changes."""
    for output, callback in app.callback_map.items():
        names = [f"{one['id']}.{one['property']}" for one in callback["inputs"]]
        if names[:1] == [changed] and callback.get("callback"):
            return {"output": output, "inputs": callback["inputs"]}
    raise LookupError(changed)


def outputs_of(output: str) -> Any:
    """The outputs of a callback as the browser writes them."""
    several = output.startswith("..")
    names = output.strip(".").split("...") if several else [output]
    listed = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in names]
    return listed if several else listed[0]


def body(app: Any, changed: str, *values: Any) -> dict[str, Any]:
    """The body that asks for a callback with these values of its inputs."""
    callback = described(app, changed)
    inputs = [
        {"id": one["id"], "property": one["property"], "value": value}
        for one, value in zip(callback["inputs"], values, strict=True)
    ]
    return {
        "output": callback["output"],
        "outputs": outputs_of(callback["output"]),
        "inputs": inputs,
        "changedPropIds": [changed],
        "parsedChangedPropsIds": [changed],
    }


def routed(app: Any, pathname: Any, search: Any) -> dict[str, Any]:
    """The body by which Dash's router asks for a page."""
    return body(app, "_pages_location.pathname", pathname, search)
