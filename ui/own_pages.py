"""The site's document around pages that Flask answers by itself, without Dash."""

from __future__ import annotations

from flask import request

from outcomes.editions import Edition
from outcomes.errors import EditionUnavailable
from ui.context import pinned_edition
from ui.feeds import feed_link
from ui.own_assets import asset_address, head_links
from ui.shell import NAVIGATION, SITE, Frame, document

# Copies texts; all that these pages do with a script.
OWN_SCRIPT = "site.js"


def own_page(title: str, description: str, main: str) -> str:
    """A whole document.

    Args:
        title: of the page; the site's name is put after it.
        description: one sentence for search engines and previews.
        main: the page's own HTML, which is trusted.
    """
    frame = Frame(f"{title} – {SITE}", description, _name(), {}, _edition())
    script = f'<script src="{asset_address(OWN_SCRIPT)}" defer></script>'
    head = f"{head_links()}\n{feed_link(request.path)}"
    return document(frame, main, head=head, scripts=script)


def _name() -> str:
    """The word of the page that is asked for; empty where the navigation does not lead to it."""
    return next((name for name, path, _ in NAVIGATION if path == request.path), "")


def _edition() -> Edition | None:
    try:
        return pinned_edition().edition
    except EditionUnavailable:
        return None
