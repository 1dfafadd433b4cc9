"""Pages that Flask answers by itself, in the frame that the site gives them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request

# Title, description for search engines, and the page's own HTML -> the whole document.
Frame = Callable[[str, str, str], str]
FRAME = "outcomes-frame"
# The frame of the site reads the page's share card and its own address under these names.
SHARE_CARD, SHARE_ADDRESS = "share_card", "share_address"


def keep_frame(server: Flask, frame: Frame | None) -> None:
    """Let pages be framed as the rest of the site is; left out, plainly."""
    server.extensions[FRAME] = frame or plain_frame


def plain_frame(title: str, description: str, main: str) -> str:
    """A whole document without navigation."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta name="description" content="{escape(description)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'</head>\n<body>\n<main id="main">\n{main}\n</main>\n</body>\n</html>\n'
    )


def page(
    template: str, title: str, description: str, *, shared: bool = True, **facts: Any
) -> Response:
    """A page made from a template of ``api/templates``; every fact is escaped there.

    ``shared`` is whether it tells its address to those who show its link.
    """
    if shared:
        setattr(g, SHARE_ADDRESS, request.full_path.removesuffix("?"))
    frame: Frame = current_app.extensions[FRAME]
    main = render_template(f"api/{template}.html", title=title, **facts)
    response = Response(frame(title, description, main), mimetype="text/html")
    response.headers["Cache-Control"] = "no-cache"
    return response


def share_card(address: str) -> None:
    """Name the picture that goes with this page where its link is shared; empty for the usual."""
    setattr(g, SHARE_CARD, address)


def wants_page() -> bool:
    """Whether a browser asks, which names HTML; programs that name nothing get JSON."""
    return "text/html" in request.accept_mimetypes.values()
