"""What every answer says about itself to browsers and caches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from dash import Dash
from flask import Flask, Response, request

from outcomes.boundaries import boundaries_mark
from outcomes.errors import EditionUnavailable
from ui.context import current_store, pinned_edition
from ui.own_assets import code_fingerprint

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-elem": "'self' 'unsafe-inline'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
EMBED_PREFIX = "/embed"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


def policy(hashes: tuple[str, ...], *, framed: bool = False) -> str:
    """The content security policy; inline scripts are allowed by their hashes only."""
    parts = dict(POLICY)
    parts["script-src"] = " ".join((parts["script-src"], *hashes))
    if framed:
        parts["frame-ancestors"] = "*"
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def install_headers(app: Dash) -> None:
    """Give every answer its headers, and documents an ETag of edition and address."""
    server: Flask = app.server
    hashes = cache(lambda: tuple(app.csp_hashes()))
    server.before_request(unchanged)
    server.after_request(tag_document)
    server.after_request(secure(hashes))


def secure(hashes: Callable[[], tuple[str, ...]]) -> Callable[[Response], Response]:
    """A function that sets the security headers that an answer does not have yet."""

    def add(response: Response) -> Response:
        framed = request.path.startswith(EMBED_PREFIX)
        response.headers.setdefault("Content-Security-Policy", policy(hashes(), framed=framed))
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        open_to_all = request.path.startswith("/api/") or framed
        sharing = "cross-origin" if open_to_all else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", sharing)
        return response

    return add


def document_tag() -> str | None:
    """One word for the document at the requested address, in this edition; None without any.

    Other boundaries of areas make another document, too.
    """
    try:
        edition = pinned_edition().edition.id
    except EditionUnavailable:
        return None
    shapes = boundaries_mark(current_store().data_dir)
    parts = (edition, code_fingerprint(), shapes, request.full_path)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def unchanged() -> Response | None:
    """304 for a document that the browser has already."""
    if request.method != "GET" or not request.if_none_match or not is_page():
        return None
    tag = document_tag()
    if tag is None or not request.if_none_match.contains_weak(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def tag_document(response: Response) -> Response:
    """Let a document be kept, and asked for again with its tag."""
    if response.status_code == 200 and response.mimetype == "text/html" and is_page():
        tag = document_tag()
        if tag is not None:
            response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    elif request.path.startswith("/_dash-") and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if request.method == "POST" else "no-cache"
    return response


def is_page() -> bool:
    """Whether the request is for one of the site's pages, which Dash answers."""
    return request.endpoint in {"/", "/<path:path>"}
