"""The site's own assets, with addresses that change when their content does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parent / "assets"
STYLE, ICON = "site.css", "icon.svg"
# Read after React and before Dash's own scripts.
SCRIPTS = (
    "regenerator-runtime-0.14.1.js",
    "connection.js",
    "selection-form.js",
    "picture.js",
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
def all_fingerprints() -> str:
    """One word for the state of all assets."""
    return "".join(fingerprint(name) for name in (STYLE, ICON, *SCRIPTS))


def head_links() -> str:
    """Style sheet and icon, for the document's head."""
    return (
        f'<link rel="icon" href="{asset_address(ICON)}" type="image/svg+xml">\n'
        f'<link rel="stylesheet" href="{asset_address(STYLE)}">'
    )
