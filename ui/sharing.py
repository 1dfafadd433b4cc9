"""What a link to a page looks like where it is shared: Open Graph, Twitter card, oEmbed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urlencode

from flask import g, has_request_context, request

from ui.citing import SITE
from ui.context import public_root
from ui.panel import Panel
from ui.routes import find_page

# Pages that Flask answers by itself name their card and address under the same words.
CARD, PANEL, ADDRESS = "share_card", "shared_panel", "share_address"
USUAL_CARD = "/charts/overview.png?size=card"
CARD_WIDTH, CARD_HEIGHT = 1200, 630


@dataclass(frozen=True)
class Shared:
    """What is told of a page to those who show its link.

    Attributes:
        title: the finding, or the page's title.
        description: one sentence.
        card: path and query of its picture.
        address: path and query that give the same chart; empty for pages without one.
    """

    title: str
    description: str
    card: str
    address: str


def share(panel: Panel) -> None:
    """Let the document of this request tell the panel's finding and chart."""
    setattr(g, PANEL, panel)


def shared(title: str, description: str) -> Shared:
    """What is told of the requested page."""
    panel: Panel | None = g.get(PANEL)
    if panel is None:
        return Shared(title, description, g.get(CARD) or USUAL_CARD, "")
    query = urlencode({**panel.query, "size": "card"}, safe=",")
    card = f"/charts/{panel.view}.png?{query}"
    return Shared(panel.words.finding, panel.words.chosen, card, panel.address)


def document_title(otherwise: str) -> str:
    """The title of the requested document: what its panel shows, where it has one."""
    panel: Panel | None = g.get(PANEL)
    return f"{panel.title} – {SITE}" if panel is not None and panel.title else otherwise


def share_metas(title: str, description: str) -> str:
    """The tags for a document's head."""
    if not has_request_context():
        return ""
    told, root = shared(title, description), public_root()
    card = f"{root}{told.card}"
    properties = {
        "og:type": "website",
        "og:site_name": SITE,
        "og:locale": "en_GB",
        "og:title": told.title,
        "og:description": told.description,
        "og:image": card,
        "og:image:type": "image/png",
        "og:image:width": str(CARD_WIDTH),
        "og:image:height": str(CARD_HEIGHT),
        "og:image:alt": told.title,
    }
    # Nothing of a wrong address is repeated.
    address = told.address or g.get(ADDRESS) or (request.path if find_page(request.path) else "")
    if address:
        properties["og:url"] = f"{root}{address}"
    names = {
        "twitter:card": "summary_large_image",
        "twitter:title": told.title,
        "twitter:description": told.description,
        "twitter:image": card,
        "twitter:image:alt": told.title,
    }
    tags = [_tag("property", *pair) for pair in properties.items()]
    tags += [_tag("name", *pair) for pair in names.items()]
    if told.address:
        address = f"{root}/oembed?url={quote(f'{root}{told.address}', safe='')}"
        tags.append(
            f'<link rel="alternate" type="application/json+oembed" href="{escape(address)}" '
            f'title="{escape(told.title)}">'
        )
    return "\n".join(tags)


def _tag(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">'
