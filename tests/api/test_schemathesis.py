"""The running API is what its description says, for requests that nobody thought of.

Schemathesis makes the requests, good and bad ones; its own pytest plugin is not needed.
"""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import api
from api.openapi import document
from outcomes.store import open_store

DESCRIBED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
REFUSED = [*DESCRIBED, negative_data_rejection]
EXAMPLES = 30


@pytest.fixture(scope="session")
def described(tiny: Path) -> Any:
    """The description, loaded from the server that it describes."""
    server = Flask("described")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OUTCOMES_EXPORTS_PER_CLIENT", "100000 per minute")
        api.register(server, open_store(tiny))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", server)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize(
    ("path", "method"),
    [(path, method) for path, methods in document()["paths"].items() for method in methods],
)
def test_every_answer_is_as_described(
    described: Any, path: str, method: str, mode: GenerationMode
) -> None:
    operation = described[path][method.upper()]
    wrong = [one for one in operation.definition.raw["parameters"] if one.get("in") != "path"]
    if mode.is_negative and not wrong:
        return  # nothing to send that would be wrong
    checks = REFUSED if mode.is_negative else DESCRIBED

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        # An empty value is as good as none, which no schema can say.
        given = [one for value in dict(case.query or {}).values() for one in _listed(value)]
        empty = "" in given
        case.call_and_validate(checks=DESCRIBED if empty else checks)

    ask()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
