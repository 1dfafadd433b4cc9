"""Names of downloaded files: what they hold, and of which edition; ASCII slugs only."""

from __future__ import annotations

from outcomes.result import Result

MAX_PART = 60


def file_name(result: Result, suffix: str) -> str:
    """``<offence>_<area>_<measure>_<years>_<edition>.<suffix>``.

    For example ``breach-of-protective-order_west-midlands_prosecutions_2010-2024_<edition>.csv``.
    """
    chosen = result.selection
    parts = (
        _first_of(chosen.offences),
        _first_of(chosen.areas),
        result.measure.name.replace("_", "-"),
        _years(chosen.from_year, chosen.to_year),
        result.edition.id,
    )
    return f"{'_'.join(part for part in parts if part)}.{suffix}"


def _first_of(slugs: tuple[str, ...]) -> str:
    if not slugs:
        return ""
    first = slugs[0][:MAX_PART].rstrip("-")
    return first if len(slugs) == 1 else f"{first}-and-{len(slugs) - 1}-more"


def _years(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return ""
    return f"{first}" if first == last else f"{first}-{last}"
