"""What figures of two editions may be compared with each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that may be compared with each other.

    Attributes:
        measure: ``prosecutions``, ``convictions``, ``sentenced``, ``immediate_custody``,
            ``acsl_persons`` or ``acsl_months``.
        basis: ``calendar`` or ``march``.
        courts: the courts that the source covers.
        by_area: whether it has police force areas; else England and Wales only.
    """

    measure: str
    basis: str
    courts: str
    by_area: bool
