"""One figure of each kind, made by hand, for tests and for looking at."""

from __future__ import annotations

from collections.abc import Callable

from charts.boundaries import boundary_map
from charts.canvas import Canvas
from charts.dumbbell import dumbbell
from charts.funnel import funnel
from charts.lengths import lengths
from charts.mix import mix
from charts.people import people
from charts.ranking import ranking
from charts.ratio import ratio
from charts.theme import Figure
from charts.tilemap import tilemap
from charts.trend import trend
from outcomes.areas import police_force_areas
from outcomes.boundaries import Boundaries
from outcomes.reference import read_reference
from outcomes.result import NOT_MEANINGFUL, Result
from outcomes.vocabulary import CUSTODIAL_LENGTHS, SENTENCE_OUTCOMES
from tests.charts.builders import WEST_MIDLANDS, Amount, observation, result, with_status

LAW = read_reference("law")
NAMES = tuple(area.name for area in police_force_areas())
SLUGS = tuple(area.slug for area in police_force_areas())
AGES = ("15-17", "18-20", "21-24", "25-29", "30-39", "40-49", "50-59", "60-69", "70 and over")


def counts(*, demonstration: bool = False) -> Result:
    """Years with a gap, a break and a provisional end."""
    years: dict[int, Amount] = {year: 60 + 9 * (year - 2008) for year in range(2008, 2025)}
    return result(
        {**years, 2012: None}, breaks=(2018,), provisional=(2024,), demonstration=demonstration
    )


def areas_by_year(number: int) -> Result:
    """So many areas over ten years."""
    amounts: dict[tuple[int, str], Amount] = {
        (year, name): 100 * (place + 1) + 7 * (year - 2012)
        for year in range(2012, 2022)
        for place, name in enumerate(NAMES[:number])
    }
    return result(amounts, by=("year", "area"), areas=SLUGS[:number])


def ratios() -> Result:
    """A conviction ratio by year: small denominators, one over 100 per cent, one missing."""
    shares: dict[int, Amount] = {
        year: (int(number * 0.8), number) for year, number in WEST_MIDLANDS.items()
    }
    return result({**shares, 2012: (70, 60), 2013: None}, measure="conviction_ratio")


def sentences(*years: int) -> Result:
    """Offenders by sentence and year."""
    amounts: dict[tuple[int, str], Amount] = {
        (year, outcome): 10 * (place + 1) + year - 2009
        for year in years
        for place, outcome in enumerate(SENTENCE_OUTCOMES)
    }
    return result(amounts, by=("year", "sentence_outcome"), measure="sentenced")


def custody(*years: int) -> Result:
    """Offenders in custody by length and year."""
    amounts: dict[tuple[int, str], Amount] = {
        (year, length): max(0, 40 - 3 * place + year - 2009)
        for year in years
        for place, length in enumerate(CUSTODIAL_LENGTHS[:20])
    }
    return result(amounts, by=("year", "custodial_length"), measure="sentenced")


def defendants() -> Result:
    """Defendants by sex and age, with small cells."""
    amounts: dict[tuple[str, str], Amount] = {
        (sex, age): number
        for sex, shown in (
            ("male", (3, 60, 130, 170, 300, 190, 80, 15, 0)),
            ("female", (0, 2, 11, 15, 27, 17, 7, 1, 0)),
            ("not known", (0, 0, 0, 0, 6, 0, 0, 0, 0)),
        )
        for age, number in zip(AGES, shown, strict=True)
    }
    return result(amounts, by=("sex", "age_range"))


def places(measure: str = "prosecutions") -> Result:
    """All 43 areas of one year; one is not published, one is tiny."""
    amounts: dict[str, Amount] = {}
    for place, name in enumerate(NAMES):
        number = 60 + 37 * place % 800
        share = (int(number * (0.5 if place == 3 else 0.85)), number)
        amounts[name] = number if measure == "prosecutions" else share
    amounts["Gwent"] = None
    amounts["City of London"] = 3 if measure == "prosecutions" else (2, 3)
    return result(amounts, by=("area",), areas=SLUGS, measure=measure)


SHAPES = Boundaries(
    source="made.geojson",
    sha256="0" * 64,
    vintage=2020,
    width=430,
    height=500,
    rings={
        slug: (((10 * at, 0), (10 * at + 10, 0), (10 * at + 10, 500), (10 * at, 500)),)
        for at, slug in enumerate(SLUGS)
    },
)


def nothing(measure: str = "prosecutions", by: tuple[str, ...] = ("year",)) -> Result:
    """A result without any value."""
    made = result({2018: None}, measure=measure)
    return result({}, measure=measure, by=by) if by != ("year",) else made


Drawing = Callable[[Canvas], Figure]
DRAWINGS: dict[str, Drawing] = {
    "trend": lambda canvas: trend(counts(), law=LAW, canvas=canvas),
    "trend of made-up data": lambda canvas: trend(counts(demonstration=True), canvas=canvas),
    "trend of three areas": lambda canvas: trend(areas_by_year(3), law=LAW, canvas=canvas),
    "trend of twelve areas": lambda canvas: trend(areas_by_year(12), law=LAW, canvas=canvas),
    "trend of one year": lambda canvas: trend(result({2018: 818}), canvas=canvas),
    "trend as an index": lambda canvas: trend(counts(), index_year=2010, canvas=canvas),
    "trend of nothing": lambda canvas: trend(nothing(), canvas=canvas),
    "ratio": lambda canvas: ratio(ratios(), law=LAW, canvas=canvas),
    "ratio without meaning": lambda canvas: ratio(
        with_status(result({2018: (9, 9)}, measure="conviction_ratio"), NOT_MEANINGFUL),
        canvas=canvas,
    ),
    "ratio of nothing": lambda canvas: ratio(nothing("conviction_ratio"), canvas=canvas),
    "average": lambda canvas: ratio(
        result({2018: (400.5, 99), 2019: (520.1, 100)}, measure="acsl_months"), canvas=canvas
    ),
    "mix by year": lambda canvas: mix(sentences(*range(2010, 2020)), canvas=canvas),
    "mix in counts": lambda canvas: mix(sentences(2018, 2019), shares=False, canvas=canvas),
    "mix of one year": lambda canvas: mix(sentences(2019), canvas=canvas),
    "mix of nothing": lambda canvas: mix(
        nothing("sentenced", ("year", "sentence_outcome")), canvas=canvas
    ),
    "lengths": lambda canvas: lengths(custody(2019), canvas=canvas),
    "lengths of two years": lambda canvas: lengths(custody(2010, 2019), canvas=canvas),
    "people": lambda canvas: people(defendants(), canvas=canvas),
    "people by sex": lambda canvas: people(
        result({"male": 97, "female": 3}, by=("sex",)), canvas=canvas
    ),
    "people of nothing": lambda canvas: people(nothing(by=("sex", "age_range")), canvas=canvas),
    "tiles": lambda canvas: tilemap(places(), focus="west-midlands", canvas=canvas),
    "tiles of ratios": lambda canvas: tilemap(places("conviction_ratio"), canvas=canvas),
    "tiles of nothing": lambda canvas: tilemap(nothing(by=("area",)), canvas=canvas),
    "boundaries": lambda canvas: boundary_map(
        places(), SHAPES, focus="west-midlands", canvas=canvas
    ),
    "no boundaries": lambda canvas: boundary_map(places(), None, canvas=canvas),
    "two years": lambda canvas: dumbbell(places(), places(), canvas=canvas),
    "ranking": lambda canvas: ranking(
        places(), "west-midlands", whole=observation((), 9000), canvas=canvas
    ),
    "ranking of ratios": lambda canvas: ranking(
        places("conviction_ratio"), whole=observation((), (800, 1000)), canvas=canvas
    ),
    "funnel": lambda canvas: funnel(places("conviction_ratio"), "west-midlands", canvas=canvas),
}
