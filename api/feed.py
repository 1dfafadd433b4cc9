"""``/feed.atom``: an entry for every edition that came to be served, for one area on demand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from flask import Response, request

from api.caching import not_modified, tag_of, tagged
from api.context import current_store, public_root
from api.problems import refuse_parameters
from api.provenance import DEMONSTRATION
from api.selecting import given_parameters, no_edition, require_known
from charts.values import with_unit
from outcomes.areas import areas
from outcomes.errors import EditionUnavailable
from outcomes.history import served_pointers
from outcomes.measures import MEASURES
from outcomes.offences import label_of
from outcomes.pointer import Pointer, read_pointer
from outcomes.queries import answer
from outcomes.receipts import newest_row
from outcomes.selection import Selection, read_selection
from outcomes.store import LoadedEdition

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
MOST_ENTRIES = 20
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:outcomes:feed")
SHOWN = ("prosecutions", "conviction_ratio", "custody_rate")
FAMILY = "breach-of-protective-order"
DEFAULT = Selection(offences=(FAMILY,))

ET.register_namespace("", ATOM)


def get_feed() -> Response:
    """The feed; ``area`` and ``offence`` choose what its entries give figures for.

    Raises:
        Refused: 400 for a parameter or value that is not known, 503 without an edition.
    """
    given = given_parameters()
    require_known(given, ("area", "offence"))
    chosen, problems = read_selection(given, DEFAULT)
    if problems:
        raise refuse_parameters(problems)
    pointers = _pointers()
    tag = tag_of("feed", pointers[0], len(pointers), chosen, public_root())
    unchanged = not_modified(tag)
    if unchanged is not None:
        return tagged(unchanged, tag, pinned=False)
    feed = _feed(pointers, chosen if given else None)
    text = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return tagged(Response(text, mimetype=MEDIA_TYPE), tag, pinned=False)


def _pointers() -> list[Pointer]:
    """The switches of the edition that is served, newest first."""
    data_dir = current_store().data_dir
    try:
        current = read_pointer(data_dir)
    except EditionUnavailable as error:
        raise no_edition() from error
    chain = [current]
    for one in reversed(served_pointers(data_dir)):
        # A switch is noted before it is made; one that never was made is named by no later one.
        if one.sequence < chain[-1].sequence and one.edition == chain[-1].previous:
            chain.append(one)
    return chain[:MOST_ENTRIES]


def _feed(pointers: list[Pointer], chosen: Selection | None) -> ET.Element:
    place = f": {_place(chosen)}" if chosen else ""
    feed = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    query = request.query_string.decode("ascii", "replace")
    own = f"{public_root()}/feed.atom{f'?{query}' if query else ''}"
    _add(feed, "title", f"Editions of prosecutions, convictions and sentences{place}")
    _add(feed, "id", _identifier("feed", place))
    _add(feed, "updated", pointers[0].switched)
    ET.SubElement(feed, _name("link"), {"rel": "self", "href": own})
    page = _page_of(chosen) or "/data"
    ET.SubElement(feed, _name("link"), {"rel": "alternate", "href": f"{public_root()}{page}"})
    _add(ET.SubElement(feed, _name("author")), "name", "Protective orders in court")
    for pointer in pointers:
        _entry(feed, pointer, chosen)
    return feed


def _entry(feed: ET.Element, pointer: Pointer, chosen: Selection | None) -> None:
    loaded = _loaded(pointer)
    label = loaded.edition.label if loaded else f"Edition {pointer.edition}"
    back = " (put back)" if pointer.reason.startswith("rollback") else ""
    place = f": {_place(chosen)}" if chosen else ""
    entry = ET.SubElement(feed, _name("entry"))
    _add(entry, "title", f"{label}{back}{place}")
    _add(entry, "id", _identifier(pointer.edition, str(pointer.sequence), place))
    _add(entry, "updated", pointer.switched)
    address = f"{public_root()}/data?edition={pointer.edition}"
    ET.SubElement(entry, _name("link"), {"rel": "alternate", "href": address})
    for page, title in _related(loaded, chosen):
        facts = {"rel": "related", "href": f"{public_root()}{page}", "title": title}
        ET.SubElement(entry, _name("link"), facts)
    _add(entry, "summary", " ".join(_sentences(loaded, pointer, chosen or DEFAULT)))


def _page_of(chosen: Selection | None) -> str:
    """The page of a feed's one police force area; empty where it has none."""
    place = areas()[chosen.areas[0]] if chosen and len(chosen.areas) == 1 else None
    return f"/areas/{place.slug}" if place and place.is_police_force_area else ""


def _related(loaded: LoadedEdition | None, chosen: Selection | None) -> Iterator[tuple[str, str]]:
    """Where more is told of an area in an edition that is kept: address and title."""
    page = _page_of(chosen)
    if loaded is None or chosen is None or not page or len(chosen.offences) > 1:
        return
    query = urlencode({"offence": chosen.offences[0], "edition": loaded.edition.id})
    yield f"{page}/story?{query}", "Story pack"
    yield f"{page}?{query}", "Charts and tables"


def _sentences(
    loaded: LoadedEdition | None, pointer: Pointer, chosen: Selection
) -> tuple[str, ...]:
    if loaded is None:
        return (f"Edition {pointer.edition} was served; it is no longer kept.",)
    edition = loaded.edition
    mark = (DEMONSTRATION,) if edition.demonstration else ()
    courts = {covered.source for covered in edition.coverage}
    named = dict.fromkeys(one.title for one in edition.sources if one.id in courts)
    titles = "; ".join(named)
    figures = tuple(filter(None, (_figure(loaded, chosen, measure) for measure in SHOWN)))
    none = () if figures else (f"Nothing is published for {_place(chosen)}.",)
    return (*mark, f"Sources: {titles}.", *figures, *none)


def _figure(loaded: LoadedEdition, chosen: Selection, measure: str) -> str:
    """The newest figure of a measure as one short sentence; empty when nothing is published."""
    result = answer(loaded, chosen.but(measure=measure, by=("year",), edition=None))
    newest = newest_row(result)
    if newest is None:
        return ""
    year = result.key(newest, "year")
    return f"{MEASURES[measure].label.capitalize()} {year}: {with_unit(result.measure, newest)}."


def _loaded(pointer: Pointer) -> LoadedEdition | None:
    try:
        return current_store().edition(pointer.edition)
    except EditionUnavailable:
        return None


def _place(chosen: Selection) -> str:
    places = " and ".join(areas()[slug].name for slug in chosen.areas)
    return f"{' and '.join(label_of(slug) for slug in chosen.offences)}, {places}"


def _identifier(*parts: str) -> str:
    return uuid.uuid5(NAMESPACE, "\n".join(parts)).urn


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _name(tag)).text = _printable(text)


def _printable(text: str) -> str:
    """Text without the characters that XML cannot carry."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t")
