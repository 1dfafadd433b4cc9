"""What changed from one edition to another: pieces that came and went, figures that moved."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from outcomes.moves import Move
from outcomes.series import Series

REVISION_VERSION = 1
CAME, WENT, CHANGED = "came", "went", "changed"
NEW_PERIOD, STRUCTURAL, LABEL_ONLY = "new period", "structural", "label only"
SCHEDULED, REPLACED, REBUILT = "scheduled revision", "replaced in place", "rebuilt"


@dataclass(frozen=True, slots=True)
class Piece:
    """A year, area, offence or whole series that only one of two editions has.

    Attributes:
        series: where.
        kind: ``came`` or ``went``.
        what: ``year``, ``area``, ``offence`` or ``series``.
        name: of the year, area or offence; of a series, its years.
        amount: its figure over all years of the edition that has it.
        revision_class: ``new period``, ``structural`` or ``label only``.
        other: the name that carries the same figures in the other edition, for ``label only``.
    """

    series: Series
    kind: str
    what: str
    name: str
    amount: float
    revision_class: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs, in a year that both editions have.

    Attributes:
        series: where.
        grain: ``national``, ``country``, ``area``, ``offence``, ``family``, ``area and offence``
            or ``area and family``.
        year: the year.
        area: its name; ``England and Wales`` where the grain has none.
        offence: label of offence or family; ``All offences`` where the grain has none.
        before: the figure, or None where the edition before had no such area or offence.
        after: likewise.
        revision_class: why it differs: of the classes at the head of this module.
    """

    series: Series
    grain: str
    year: int
    area: str
    offence: str
    before: float | None
    after: float | None
    revision_class: str

    @property
    def kind(self) -> str:
        """``came``, ``went`` or ``changed``."""
        if self.before is None:
            return CAME
        return WENT if self.after is None else CHANGED

    @property
    def difference(self) -> float:
        """After less before; what is absent counts as zero."""
        return round((self.after or 0) - (self.before or 0), 2)

    @property
    def per_cent(self) -> float | None:
        """Difference in per cent of the figure before; None when that is zero or absent."""
        return 100 * self.difference / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class AreaChange:
    """How much one area moved in one series.

    Attributes:
        change: its most moved year, all offences.
        years: how many years moved.
        before: the area over all years that both editions have.
        after: likewise.
        whole: name of what it is part of: England, Wales, or England and Wales.
        whole_before: that whole's figure in the year of ``change``.
        whole_after: likewise.
    """

    change: Change
    years: int
    before: float
    after: float
    whole: str
    whole_before: float
    whole_after: float


@dataclass(frozen=True, slots=True)
class Revision:
    """Two editions compared.

    Attributes:
        before: identifier of the one.
        after: identifier of the other.
        before_label: for readers.
        after_label: likewise.
        demonstration: whether either is made up.
        level: ``major`` (something went), ``minor`` (figures or new periods), ``patch`` (the same
            release issued again) or ``none``.
        classes: the classes of change that occur.
        pieces: what came and went as a whole.
        counts: for each grain, how many figures of shared years are ``same``, ``changed``,
            ``came`` and ``went``.
        areas: the areas that moved, most moved first, once a series.
        changes: for each grain the most moved figures, most moved first.
        moves: for each grain and breakdown the most moved insides of figures, most moved first.
        divided: for each breakdown, in how many figures by year, area and offence its words moved
            against each other.
    """

    before: str
    after: str
    before_label: str
    after_label: str
    demonstration: bool
    level: str
    classes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    counts: dict[str, dict[str, int]]
    areas: tuple[AreaChange, ...]
    changes: tuple[Change, ...]
    moves: tuple[Move, ...] = ()
    divided: dict[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """All of it for JSON, with differences and per cent worked out."""
        body = {"version": REVISION_VERSION, **asdict(self)}
        body["areas"] = [{**asdict(one), "change": _change_dict(one.change)} for one in self.areas]
        body["changes"] = [_change_dict(one) for one in self.changes]
        return body

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Revision:
        """The revision of such a dictionary; KeyError, TypeError or ValueError when it is none.

        One of a version that did not look inside figures yet has no moves.
        """
        if raw["version"] != REVISION_VERSION:
            raise ValueError(f"version {raw['version']}")
        raw = {"moves": [], "divided": {}, **raw}
        fields = {name: raw[name] for name in cls.__dataclass_fields__}
        areas = (AreaChange(**{**one, "change": _change(one["change"])}) for one in raw["areas"])
        return cls(
            **{
                **fields,
                "classes": tuple(raw["classes"]),
                "pieces": tuple(
                    Piece(**{**one, "series": Series(**one["series"])}) for one in raw["pieces"]
                ),
                "areas": tuple(areas),
                "changes": tuple(_change(one) for one in raw["changes"]),
                "moves": tuple(Move.from_dict(one) for one in raw["moves"]),
            }
        )


def _change_dict(change: Change) -> dict[str, Any]:
    per_cent = None if change.per_cent is None else round(change.per_cent, 1)
    worked_out = {"kind": change.kind, "difference": change.difference, "per_cent": per_cent}
    return {**asdict(change), **worked_out}


def _change(raw: dict[str, Any]) -> Change:
    fields = {name: raw[name] for name in Change.__dataclass_fields__}
    return Change(**{**fields, "series": Series(**raw["series"])})
