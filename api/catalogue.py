"""What can be asked for: measures, offences, areas and editions, from the same registries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from api.caching import not_modified, tag_of, tagged
from api.context import current_store
from api.json_answers import edition_json, json_response
from api.selecting import given_parameters, no_edition, require_known
from outcomes.areas import Area, areas
from outcomes.editions import Coverage, Edition
from outcomes.errors import EditionUnavailable
from outcomes.history import kept_editions
from outcomes.measures import MEASURES, Measure
from outcomes.offences import ALL_OFFENCES, Offence, families, label_of, offences


def get_measures() -> Response:
    """The measures, with unit, definition and caveat."""
    return _listing("measures", lambda: [_measure(measure) for measure in MEASURES.values()])


def get_offences() -> Response:
    """All offences together, the families, and every single offence."""
    return _listing("offences", _offences)


def get_areas() -> Response:
    """The 43 police force areas and the aggregates above them."""
    return _listing("areas", lambda: [_area(area) for area in areas().values()])


def get_editions() -> Response:
    """The editions that are kept, the one that is served first, and what each covers."""
    require_known(given_parameters(), ())
    store = current_store()
    try:
        current = store.edition().edition
    except EditionUnavailable as error:
        raise no_edition() from error
    others = [one for one in kept_editions(store.data_dir) if one.id != current.id]
    listed = [_edition(one, current=one is current) for one in (current, *others)]
    return json_response({**edition_json(current), "editions": listed})


def _listing(name: str, make: Callable[[], list[dict[str, Any]]]) -> Response:
    """A list from the registries; it changes with the software, not with the edition."""
    require_known(given_parameters(), ())
    listed = make()
    tag = tag_of(name, listed)
    response = not_modified(tag) or json_response({name: listed})
    return tagged(response, tag, pinned=False)


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure": measure.name,
        "label": measure.label,
        "unit": measure.unit,
        "counted": measure.counted,
        "definition": measure.definition,
        "caveat": measure.caveat,
        "table": measure.table,
        "is_ratio": measure.is_ratio,
    }


def _offences() -> list[dict[str, Any]]:
    together: dict[str, Any] = {
        "offence": ALL_OFFENCES,
        "label": label_of(ALL_OFFENCES),
        "kind": "all",
    }
    listed = [together]
    listed += [
        {
            "offence": family.slug,
            "label": family.label,
            "kind": "family",
            "members": list(family.offences),
        }
        for family in families().values()
    ]
    return [*listed, *(_offence(offence) for offence in offences().values())]


def _offence(offence: Offence) -> dict[str, Any]:
    return {
        "offence": offence.slug,
        "label": offence.label,
        "kind": "offence",
        "code": offence.moj_code,
        "home_office_codes": list(offence.home_office_codes),
        "parent": offence.parent,
        "offence_group": offence.offence_group,
        "offence_type": offence.offence_type,
    }


def _area(area: Area) -> dict[str, Any]:
    return {
        "area": area.slug,
        "name": area.name,
        "code": area.code,
        "country": area.country,
        "kind": "police force area" if area.is_police_force_area else "aggregate",
    }


def _edition(edition: Edition, *, current: bool) -> dict[str, Any]:
    return {
        "edition": edition.id,
        "label": edition.label,
        "demonstration": edition.demonstration,
        "current": current,
        "sources": [
            {
                "title": source.title,
                "file": source.file,
                "published": source.published,
                "url": source.url,
                "sha256": source.sha256,
                "bytes": source.size,
            }
            for source in edition.sources
        ],
        "coverage": [_coverage(edition, coverage) for coverage in edition.coverage],
        "tables": {table.name: table.rows for table in edition.tables},
        "checks": list(edition.checks),
    }


def _coverage(edition: Edition, coverage: Coverage) -> dict[str, Any]:
    return {
        "source": edition.source_by_id[coverage.source].title,
        "table": coverage.table,
        "basis": coverage.basis,
        "years": list(coverage.years),
        "national": coverage.national,
        "areas": list(coverage.areas),
        "courts": coverage.courts,
        "keys": list(coverage.keys),
        "measures": list(coverage.measures),
        "provisional": list(coverage.provisional),
    }
