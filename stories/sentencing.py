"""Sentences of what offenders were given: the mix, the lengths, the average length."""

from __future__ import annotations

from outcomes import vocabulary
from outcomes.inference import LOW_BASE
from outcomes.result import Result
from stories.claims import Figure, Part, Rows, fill
from stories.drafts import Draft, Lead
from stories.facts import (
    NATIONAL,
    Facts,
    count_figure,
    divided,
    words_of,
)
from stories.templates import PIECES, TEMPLATES
from stories.wording import listed, year_name

GIVEN = {
    "immediate custody": "immediate custody",
    "suspended sentence": "a suspended sentence",
    "community sentence": "a community sentence",
    "fine": "a fine",
    "absolute discharge": "an absolute discharge",
    "conditional discharge": "a conditional discharge",
    "compensation": "compensation as the main sentence",
}
OUTCOMES_SHOWN = 4
LENGTHS = vocabulary.CUSTODIAL_LENGTHS
TWELVE_MONTHS = "over 9 months and up to and including 12 months"
UNDER_A_YEAR, UP_TO_A_YEAR = LENGTHS[: LENGTHS.index(TWELVE_MONTHS)], LENGTHS[:10]


def write_mix(facts: Facts, lead: Lead) -> Draft | None:
    """The commonest sentences as shares; for England and Wales where the area has too few."""
    for area in dict.fromkeys((lead.area, NATIONAL)):
        result = facts.ask("sentenced", area, by=("year", "sentence_outcome"))
        counts = words_of(result, "sentence_outcome")
        whole = sum(counts.values())
        shares = _outcome_shares(result, counts) if whole >= LOW_BASE else []
        if shares:
            parts = _common(facts, area) | {
                "whole": count_figure(whole, Rows(result.selection), "offenders"),
                "list": _outcome_list(shares),
            }
            return Draft("mix", fill(TEMPLATES["mix"], parts), ("sentenced",), area=area)
    return None


def _common(facts: Facts, area: str) -> dict[str, Part]:
    return {"where": facts.where("sentenced", area), "year": year_name(facts.year, facts.basis)}


def _outcome_shares(result: Result, counts: dict[str, int]) -> list[tuple[str, Figure]]:
    whole = sum(counts.values())
    order = sorted(GIVEN, key=lambda word: (-counts.get(word, 0), list(GIVEN).index(word)))
    shares = []
    for word in order[:OUTCOMES_SHOWN]:
        if counts.get(word):
            figure = _of_all(result, (word,), (counts[word], whole))
            shares += [(word, figure)] if figure else []
    return shares


def _of_all(result: Result, words: tuple[str, ...], counts: tuple[int, int]) -> Figure | None:
    year = result.observations[0].keys[0]
    rows = Rows(result.selection, tuple((year, word) for word in words))
    return divided("share", "offenders", counts, rows, Rows(result.selection))


def _outcome_list(shares: list[tuple[str, Figure]]) -> Part:
    texts: dict[str, Part] = {}
    for place, (word, figure) in enumerate(shares):
        given = f"were given {GIVEN[word]}" if place == 0 else GIVEN[word]
        piece = PIECES["mix-first" if place == 0 else "mix-next"]
        texts[f"part_{place}"] = fill(piece, {"share": figure, "given": given})
    return fill(listed([f"{{{gap}}}" for gap in texts]), texts)


def write_lengths(facts: Facts, lead: Lead) -> Draft | None:
    """How many got less than a year, and the most common band.

    Of magistrates' courts the band alone: they can hardly give a year.
    """
    for area in dict.fromkeys((lead.area, NATIONAL)):
        result = facts.ask("sentenced", area, by=("year", "custodial_length"))
        counts = words_of(result, "custodial_length")
        counts.pop(vocabulary.NOT_APPLICABLE, None)
        found = _length_parts(result, counts)
        if found:
            parts = _common(facts, area) | found
            short = facts.magistrates_only("sentenced", area)
            template = "lengths-common" if short else "lengths"
            return Draft(template, fill(TEMPLATES[template], parts), ("sentenced",), area=area)
    return None


def _length_parts(result: Result, counts: dict[str, int]) -> dict[str, Part] | None:
    whole = sum(counts.values())
    band = _commonest_band(counts)
    if whole < LOW_BASE or band is None:
        return None
    year = result.observations[0].keys[0]
    custody = Rows(result.selection, tuple((year, word) for word in counts))
    open_end = counts.get(TWELVE_MONTHS, 0) > 0
    bound = UP_TO_A_YEAR if open_end else UNDER_A_YEAR
    short = _length_share(result, counts, bound)
    common = _length_share(result, counts, vocabulary.LENGTH_BANDS[band])
    if short is None or common is None:
        return None
    if common.text == "all":
        return None
    return {
        "whole": count_figure(whole, custody, "offenders"),
        "short": short,
        "bound": "12 months or less" if open_end else "less than 12 months",
        "band": vocabulary.band_phrase(band),
        "share": common,
    }


def _length_share(result: Result, counts: dict[str, int], words: tuple[str, ...]) -> Figure | None:
    year = result.observations[0].keys[0]
    present = [word for word in words if word in counts]
    rows = Rows(result.selection, tuple((year, word) for word in present))
    every = Rows(result.selection, tuple((year, word) for word in counts))
    sums = (sum(counts[word] for word in present), sum(counts.values()))
    return divided("share", "offenders", sums, rows, every) if present else None


def _commonest_band(counts: dict[str, int]) -> str | None:
    """The band with most sentences; None when two have as many."""
    sums = {
        band: sum(counts.get(word, 0) for word in words)
        for band, words in vocabulary.LENGTH_BANDS.items()
        if band != vocabulary.NOT_KNOWN
    }
    first, second = sorted(sums.values(), reverse=True)[:2]
    return max(sums, key=lambda band: sums[band]) if first > second else None


def write_average(facts: Facts, lead: Lead) -> Draft | None:
    """The average length of determinate custody, beside England and Wales."""
    here = facts.ratio("acsl_months", lead.area, facts.year)
    national = facts.ratio("acsl_months", NATIONAL, facts.year)
    average = here or national
    if average is None:
        return None
    area = lead.area if here else NATIONAL
    parts = _common(facts, area) | {"average": average, "compared": ""}
    if here and national and lead.area != NATIONAL:
        parts["compared"] = fill(PIECES["national-average"], {"national": national})
    phrase = fill(TEMPLATES["average"], parts)
    return Draft("average", phrase, ("acsl_months",), area=area)
