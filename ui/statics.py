"""Scripts and styles, compressed once, with addresses that may be kept for ever.

plotly.js comes in a bundle of our own (scatter and bar, all that the charts draw), which lies
beside this file already compressed: a quarter of the whole library, at the address at which Dash
has the whole one. ``docs/chart-library.md`` says how it is made.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, request

PLOTLY_PATH = "/_dash-component-suites/plotly/package_data/plotly.min.js"
PLOTLY_VERSION = "4.1.1"
PLOTLY_FILE = (
    Path(__file__).resolve().parent / "vendor" / f"plotly-charts-{PLOTLY_VERSION}.min.js.br"
)
SUITES, ASSETS = "/_dash-component-suites/", "/assets/"
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
BROTLI_QUALITY = 9


@cache
def plotly_script(encoding: str) -> bytes:
    """Our bundle of plotly.js: ``br``, ``gzip`` or ``identity``."""
    packed = PLOTLY_FILE.read_bytes()
    if encoding == "br":
        return packed
    plain: bytes = brotli.decompress(packed)
    return gzip.compress(plain, mtime=0) if encoding == "gzip" else plain


@cache
def library_address() -> str:
    """The address of the chart library, which changes when it does."""
    return f"{PLOTLY_PATH}?v={hashlib.sha256(PLOTLY_FILE.read_bytes()).hexdigest()[:12]}"


def accepted_encoding() -> str:
    """The best encoding that the browser takes."""
    return request.accept_encodings.best_match(("br", "gzip", "identity")) or "identity"


def serve_plotly() -> Response:
    """The chart library, wherever Dash's fingerprint puts it."""
    encoding = accepted_encoding()
    response = Response(plotly_script(encoding), mimetype="text/javascript")
    _mark(response, encoding)
    response.set_etag(f"{library_address().partition('=')[2]}-{encoding}")
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") else A_DAY
    response.make_conditional(request)
    return response


def _mark(response: Response, encoding: str) -> None:
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"


class Compressed:
    """Bodies compressed once: what a script weighs is paid at its first request only."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept: dict[tuple[bytes, str], bytes] = {}

    def __call__(self, response: Response) -> Response:
        """Compress a script or style, or take it from before."""
        packed = "Content-Encoding" in response.headers
        if packed or not _is_static() or response.status_code != 200:
            return response
        encoding = accepted_encoding()
        response.direct_passthrough = False
        body = response.get_data()
        response.set_data(self._pack(body, encoding))
        _mark(response, encoding)
        return response

    def _pack(self, body: bytes, encoding: str) -> bytes:
        if encoding == "identity":
            return body
        key = hashlib.sha256(body).digest(), encoding
        if key not in self._kept:
            self._kept[key] = _compress(body, encoding)
        return self._kept[key]


def _compress(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, mtime=0)
    packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
    return packed


def _is_static() -> bool:
    return request.path.startswith((SUITES, ASSETS))


def keep_for_ever(response: Response) -> Response:
    """Let browsers keep what has a fingerprint in its address."""
    if response.status_code == 200 and request.path.startswith(ASSETS):
        response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") else A_DAY
    return response


def install_statics(server: Flask) -> None:
    """Serve the chart library and compress the other scripts and styles once."""
    server.add_url_rule(PLOTLY_PATH, "plotly_charts", serve_plotly)
    server.after_request(Compressed())
    server.after_request(keep_for_ever)
