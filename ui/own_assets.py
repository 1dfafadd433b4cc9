"""The site's own assets, with addresses that change when their content does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import dash

PROJECT = Path(__file__).resolve().parent.parent
ASSETS = PROJECT / "ui" / "assets"
MADE_FROM = ("charts", "data/reference", "outcomes", "pages", "stories", "ui")
SUFFIXES = frozenset({".py", ".csv", ".css", ".js", ".svg"})
STYLE, ICON = "site.css", "icon.svg"
# Read after React and before Dash's own scripts.
SCRIPTS = (
    "regenerator-runtime-0.14.1.js",
    "stand-ins.js",
    "connection.js",
    "selection-form.js",
    "picture.js",
    "table.js",
    "site.js",
)


@cache
def fingerprint(name: str) -> str:
    """The first twelve digits of the hash of an asset's content."""
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]


def asset_address(name: str) -> str:
    """The address of an asset."""
    return f"/assets/{name}?v={fingerprint(name)}"


@cache
def code_fingerprint() -> str:
    """One word for everything that a document is made from, besides edition and address."""
    state = hashlib.sha256(dash.__version__.encode())
    for folder in MADE_FROM:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                state.update(path.read_bytes())
    return state.hexdigest()[:16]


def head_links() -> str:
    """Style sheet and icon, for the document's head."""
    return (
        f'<link rel="icon" href="{asset_address(ICON)}" type="image/svg+xml">\n'
        f'<link rel="stylesheet" href="{asset_address(STYLE)}">'
    )
