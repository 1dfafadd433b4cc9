"""The Dash app whose documents carry a first reading: finding and table before any script."""

from __future__ import annotations

import json
import re
from typing import Any

from dash import Dash
from flask import abort, has_request_context, request

from outcomes.errors import EditionUnavailable
from ui.context import pinned_edition
from ui.feeds import feed_link
from ui.own_assets import head_links
from ui.routes import PLACE, find_page, place_of
from ui.server_render import to_html
from ui.sharing import document_title
from ui.shell import Frame, document, kept_parameters

# Dash loads these on every page; nothing here needs them: React 18 needs no polyfill, and of the
# core components ``assets/stand-ins.js`` has what is used.
NOT_NEEDED = re.compile(r'<script src="[^"]*(?:deps/polyfill|dash_table/|/dcc/)[^"]*"></script>\s*')
CONFIG = re.compile(r'(<script id="_dash-config"[^>]*>)(.*?)(</script>)', re.DOTALL)
# Facts about the machine, and a token that nothing here uses.
NOT_TOLD = ("python_version", "dash_version_url", "end_id", "plotly_cloud_installed", "ddk_version")


class Site(Dash):
    """Dash with its own document around the page that was asked for."""

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """The document of the page at the requested path."""
        found = find_page(request.path) if has_request_context() else None
        if found is None:
            return document(_bare_frame(), _main(""), head=head_links(), scripts=_scripts(parts))
        try:
            edition = pinned_edition().edition
        except EditionUnavailable:
            abort(503)
        args = request.args.to_dict(flat=False)
        query: dict[str, Any] = {name: _one_or_list(values) for name, values in args.items()}
        place = place_of(request.path)
        first = found.layout(**(query | {PLACE: place.slug} if place else query))
        title, kept = document_title(found.title), kept_parameters(args)
        frame = Frame(title, found.description, found.name, kept, edition)
        head = f"{head_links()}\n{feed_link(request.path)}"
        return document(frame, _main(to_html(first)), head=head, scripts=_scripts(parts))


def _one_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _bare_frame() -> Frame:
    return Frame("", "", "", {}, None)


def _main(first: str) -> str:
    return (
        f'<div id="first-reading" class="width">{first}</div>\n'
        '<div id="react-entry-point" class="width" hidden></div>'
    )


def _scripts(parts: dict[str, Any]) -> str:
    """Configuration, scripts in their order, and the line that starts Dash."""
    return "\n".join(
        (
            CONFIG.sub(_fewer_facts, parts["config"]),
            NOT_NEEDED.sub("", parts["scripts"]),
            parts["renderer"],
        )
    )


def _fewer_facts(match: re.Match[str]) -> str:
    told = {name: value for name, value in json.loads(match[2]).items() if name not in NOT_TOLD}
    return f"{match[1]}{json.dumps(told)}{match[3]}"
