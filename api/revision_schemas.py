"""The description of ``/api/v1/editions/<before>/diff/<after>``."""

from __future__ import annotations

from api.schemas import NUMBER_OR_NOTHING, TEXT, TRUTH, WHOLE, Schema, listed, record, words
from outcomes.revisions import CAME, CHANGED, WENT
from outcomes.vocabulary import PERIOD_BASES

NUMBER: Schema = {"type": "number"}


def revision_schema() -> Schema:
    """Two editions compared."""
    counts = record(dict.fromkeys(("same", CHANGED, CAME, WENT), WHOLE))
    return record(
        {
            "version": WHOLE,
            "before": TEXT,
            "after": TEXT,
            "before_label": TEXT,
            "after_label": TEXT,
            "demonstration": TRUTH,
            "level": words("major", "minor", "patch", "none"),
            "classes": listed(TEXT),
            "pieces": listed(_piece()),
            "counts": {"type": "object", "additionalProperties": counts},
            "areas": listed(_area()),
            "changes": listed(_change()),
            "moves": listed(_move()),
            "divided": {"type": "object", "additionalProperties": WHOLE},
        }
    )


def _series() -> Schema:
    return record(
        {"measure": TEXT, "basis": words(*PERIOD_BASES), "courts": TEXT, "by_area": TRUTH}
    )


def _piece() -> Schema:
    return record(
        {
            "series": _series(),
            "kind": words(CAME, WENT),
            "what": words("series", "year", "area", "offence"),
            "name": TEXT,
            "amount": NUMBER,
            "revision_class": TEXT,
            "other": TEXT,
        }
    )


def _figure() -> dict[str, Schema]:
    """Which figure it is."""
    return {
        "series": _series(),
        "grain": TEXT,
        "year": {"type": "integer"},
        "area": TEXT,
        "offence": TEXT,
    }


def _change() -> Schema:
    return record(
        {
            **_figure(),
            "before": NUMBER_OR_NOTHING,
            "after": NUMBER_OR_NOTHING,
            "revision_class": TEXT,
            "kind": words(CAME, WENT, CHANGED),
            "difference": NUMBER,
            "per_cent": NUMBER_OR_NOTHING,
        }
    )


def _area() -> Schema:
    return record(
        {
            "change": _change(),
            "years": WHOLE,
            "before": NUMBER,
            "after": NUMBER,
            "whole": TEXT,
            "whole_before": NUMBER,
            "whole_after": NUMBER,
        }
    )


def _move() -> Schema:
    return record(
        {
            **_figure(),
            "breakdown": TEXT,
            "before": NUMBER,
            "after": NUMBER,
            "moved": NUMBER,
            "parts": listed(record({"word": TEXT, "difference": NUMBER})),
        }
    )
