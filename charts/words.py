"""The phrases that sentences are put together from: offences, areas, periods, people."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes import areas, offence_words, offences
from outcomes.comparisons import group_named
from outcomes.selection import Selection
from outcomes.vocabulary import MARCH

AGE_PHRASES = {
    "children": "aged 10 to 17",
    "young adults": "aged 18 to 20",
    "adults": "aged 21 and over",
    "not known": "whose age is not known",
}
# More offences or areas than this are counted and not listed.
MOST_NAMED = 4
SEX_PHRASES = {"not known": "of unknown sex", "other": "of other or unstated sex"}


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def offence_phrase(slugs: Sequence[str]) -> str:
    """What the defendants were before the court for."""
    return listed([offence_words.offence_phrase(slug) for slug in slugs])


def offence_name(slugs: Sequence[str]) -> str:
    """The offences as a heading names them; a whole group by its name, many others counted."""
    group = group_named(tuple(slugs))
    if group:
        return f"all {group}"
    if len(slugs) > MOST_NAMED:
        return f"{len(slugs)} offences"
    return listed([_lower(offences.label_of(slug)) for slug in slugs])


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def find_area(key: str | int) -> areas.Area | None:
    """The area that a key or slug means, or None when it is no area."""
    by_slug = areas.areas().get(str(key))
    if by_slug is not None:
        return by_slug
    return areas.areas_by_name().get(str(key))


def area_phrase(slugs: Sequence[str]) -> str:
    """Where the cases were dealt with; the area is never where the offence happened."""
    if len(slugs) == 1:
        return _one_area(slugs[0])
    chosen = [area for slug in slugs if (area := find_area(slug)) is not None]
    if len(chosen) > MOST_NAMED:
        return f"in cases dealt with in {len(chosen)} areas"
    if all(area.is_police_force_area for area in chosen):
        names = listed([_bare(area) for area in chosen])
        return f"in cases dealt with in the {names} police force areas"
    return f"in cases dealt with in {listed([area.name for area in chosen])}"


def _one_area(slug: str) -> str:
    area = find_area(slug)
    if area is None or slug == areas.ENGLAND_AND_WALES:
        return "in England and Wales"
    if slug == areas.AREA_NOT_KNOWN:
        return "in cases whose police force area is not known"
    if not area.is_police_force_area:
        return f"in cases dealt with in {area.name}"
    return f"in cases dealt with in the {_bare(area)} police force area"


def _bare(area: areas.Area) -> str:
    return area.name.removesuffix(" Police")


def areas_name(slugs: Sequence[str]) -> str:
    """The areas as a heading names them; several are counted."""
    if len(slugs) > MOST_NAMED:
        return f"{len(slugs)} areas"
    return listed([area.name for slug in slugs if (area := find_area(slug)) is not None])


def year_phrase(year: int, basis: str | None) -> str:
    """``in 2017`` or ``in the year ending March 2018``."""
    return f"in {year_name(year, basis)}"


def year_name(year: int, basis: str | None) -> str:
    """``2017`` or ``the year ending March 2018``."""
    return f"the year ending March {year}" if basis == MARCH else str(year)


def years_name(first: int | None, last: int | None, basis: str | None) -> str:
    """``2009 to 2019`` or ``years ending March 2010 to March 2019``; empty without years."""
    if first is None or last is None:
        return ""
    if basis == MARCH:
        one = f"year ending March {last}"
        return one if first == last else f"years ending March {first} to March {last}"
    return str(last) if first == last else f"{first} to {last}"


def people_phrase(noun: str, number: int, selection: Selection) -> str:
    """The people counted, without the number: ``male defendants aged 18 to 20``."""
    word = noun.removesuffix("s") if number == 1 else noun
    known = selection.sex in {"male", "female"}
    before = f"{selection.sex} {word}" if known else word
    after = SEX_PHRASES.get(selection.sex or "", "")
    return " ".join(part for part in (before, after, age_phrase(selection.age)) if part)


def age_phrase(age: str | None) -> str:
    """``aged 18 to 20``, ``aged 25 and over``; empty for all ages."""
    if age is None:
        return ""
    return AGE_PHRASES.get(age) or f"aged {age.replace('-', ' to ')}"


def filter_name(selection: Selection) -> str:
    """The sex and age chosen, as a heading names them; empty for everybody."""
    sex = SEX_PHRASES.get(selection.sex or "", selection.sex)
    return ", ".join(part for part in (sex, age_phrase(selection.age)) if part)
