"""How offences stand in a sentence, after "prosecuted for"."""

from __future__ import annotations

import re
from functools import cache

from outcomes import offences

# Others are taken from their label.
OFFENCE_PHRASES = {
    offences.ALL_OFFENCES: "offences of all kinds",
    "breach-of-protective-order": "breach of a protective order",
    "stalking": "stalking",
    "harassment": "harassment",
    "coercive-control": "controlling or coercive behaviour",
    "strangulation": "intentional strangulation or suffocation",
    "stalking-section-4a": "stalking (section 4A)",
    "stalking-breach-of-stalking-order-interim-stalking-order": "breach of a stalking order",
    "pursue-course-of-conduct-in-breach-of-prohibition-of-harassment-which-amounts-to-stalking": (
        "stalking (section 2A)"
    ),
    "protection-from-harassment-act-1997-s-2-summary-offence-of-harassment": (
        "harassment (section 2)"
    ),
    "other-harassment-putting-people-in-fear-of-violence": (
        "harassment that put people in fear of violence"
    ),
    "engage-in-controlling-coercive-behaviour-in-an-intimate-family-relationship": (
        "controlling or coercive behaviour"
    ),
    "not-known": "an offence that is not known",
}
# Labels in which capitals are the names of laws, classes and people stay as they are, in quotes.
_NAMES = re.compile(
    r"\d|[Aa]cts?\b|\bClass\b|\bclass\b|Majesty|Service|Army|Railway|National|Order\b|Law\b|law\b"
)
_MODE = re.compile(r"\s+-\s*(indictable only|triable either way|summary)\b", re.IGNORECASE)


@cache
def offence_phrase(slug: str) -> str:
    """What defendants were before the court for: ``breach of a protective order``.

    Args:
        slug: of a family, an offence, or all offences.

    Returns:
        The usual words; else the label in small letters, without the mark of motoring offences;
        in quotation marks where its capitals are names.
    """
    phrase = OFFENCE_PHRASES.get(slug)
    if phrase is not None:
        return phrase
    label = offences.label_of(slug).replace(" (MOT)", "")
    capital = any(word[:1].isupper() for word in label.split()[1:])
    if (_NAMES.search(label) and capital) or re.search(r"\d", label):
        return f"‘{label}’"
    return _MODE.sub(lambda mode: f" ({mode[1].lower()})", _small(label))


def _small(label: str) -> str:
    """A label in small letters, except what is in capitals throughout."""
    words = label.split(" ")
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in words)
