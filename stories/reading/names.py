"""Areas and offences by their names in rows and in newspapers."""

from __future__ import annotations

import re
from functools import cache

from outcomes import areas, offences
from outcomes.offence_words import offence_phrase
from stories.reading.mentions import Rule, plain, rule

# An area said by "locally"; a place or offence that these figures do not have.
LOCAL, UNKNOWN = "local", "?"
NATIONAL_WORDS = (
    r"england (?:and|&) wales|national(?:ly)?|nationwide|countrywide"
    r"|(?:across|around|throughout) the country|the country as a whole"
)
NOT_KNOWN_WORDS = r"whose (?:police force )?area is not known"
LOCAL_WORDS = (
    r"locally|(?:in|across|within) the (?:area|region|county|force area|police force area|force)"
    r"|in its area|the area's|the force's"
)
# Other names of areas. London is two areas, and so no name of one.
AREA_ALIASES = {
    "avon & somerset": "avon-and-somerset",
    "devon & cornwall": "devon-and-cornwall",
    "the met": "metropolitan-police",
    "the met police": "metropolitan-police",
    "the metropolitan police": "metropolitan-police",
    "metropolitan police": "metropolitan-police",
    "the metropolitan": "metropolitan-police",
    "dyfed powys": "dyfed-powys",
    "county durham": "durham",
    "the city of london": "city-of-london",
    "welsh": areas.WALES,
    "english": areas.ENGLAND,
}
AFTER_AREA = (
    r"(?:'s)?(?: (?:constabulary|police force area|police force|police area|police))?(?:'s)?"
)
# Places that are not police force areas, or lie elsewhere: a sentence about them is not answered.
ELSEWHERE = (
    r"scotland|scottish|northern ireland|northern irish|ireland|irish|united kingdom|the uk|uk"
    r"|(?:great )?britain|british|london|birmingham|coventry|wolverhampton|manchester|liverpool"
    r"|leeds|sheffield|bristol|newcastle|nottingham|leicester|cardiff|swansea|isle of man|jersey"
    r"|guernsey"
)
_RESTRAINING = (("breach-of-protective-order",), ("breach-of-a-restraining-order",))
_BREACH = (
    r"(?:(?:of |for )?breach(?:es|ing|ed)?(?: of)?(?: the| their| a| an| such)?"
    r"(?: terms of)?(?: the| their| a)? )?"
)
_STALKING_ORDER = "stalking-breach-of-stalking-order-interim-stalking-order"
# Everyday names, longest meaning first. Each gives the choices of offences that it may mean.
EVERYDAY: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (rf"{_BREACH}(?:interim )?stalking(?: protection)? orders?", ((_STALKING_ORDER,),)),
    (
        (
            rf"{_BREACH}restraining(?: orders?)?(?:,| and| or) non[- ]molestation(?: orders?)?"
            r"(?:,| and|, and| or) injunctions?(?: against harassment)?"
        ),
        (("breach-of-protective-order",),),
    ),
    (rf"{_BREACH}non[- ]molestation orders?", (("breach-of-a-non-molestation-order",),)),
    (
        rf"{_BREACH}domestic (?:abuse|violence) protection orders?",
        (("breach-of-a-domestic-abuse-protection-order",),),
    ),
    (
        rf"{_BREACH}injunctions?(?: against harassment)?",
        (("breach-of-the-conditions-of-an-injunction-against-harassment",),),
    ),
    (rf"{_BREACH}restraining orders?", _RESTRAINING),
    (rf"{_BREACH}(?:court )?(?:protective|protection) orders?", (("breach-of-protective-order",),)),
    (r"stalking and harassment|harassment and stalking", (("stalking", "harassment"),)),
    (
        r"(?:section 4a stalking|stalking \(section 4a\)|stalking under section 4a)",
        (("stalking-section-4a",),),
    ),
    (
        (
            r"(?:controlling (?:or|and) coercive|coercive (?:or|and) controlling) behaviour"
            r"|coercive control|coercive behaviour"
        ),
        (("coercive-control",),),
    ),
    (
        r"(?:intentional |non-fatal )?(?:strangulation(?: or suffocation)?|suffocation)",
        (("strangulation",),),
    ),
    (r"shoplifting|theft from shops", (("theft-from-shops",),)),
    (
        r"(?:any offence|all (?:criminal )?offences|all crimes|offences of all kinds)",
        ((offences.ALL_OFFENCES,),),
    ),
    (r"stalking", (("stalking",),)),
    (r"harassment", (("harassment",),)),
)  # fmt: skip
_UNNAMED = {"not-known", "breaches", "stalking-section-4a"}


@cache
def name_rules() -> tuple[Rule, ...]:
    """Rules for offences, then for areas: longer names first."""
    return (*_offence_rules(), *_area_rules())


def _offence_rules() -> tuple[Rule, ...]:
    everyday = [rule("offence", pattern, (choices,)) for pattern, choices in EVERYDAY]
    labelled = sorted(
        (one for one in offences.offences().values() if one.slug not in _UNNAMED),
        key=lambda one: len(one.label),
        reverse=True,
    )
    by_label = {
        plain(text).strip("'"): one.slug
        for one in labelled
        for text in (one.label, offence_phrase(one.slug))
    }
    longest = sorted(by_label, key=len, reverse=True)
    pattern = "|".join(re.escape(label) for label in longest)
    whole = re.compile(rf"(?<![\w-])'?({pattern})'?(?![\w-])")
    labels: Rule = ("offence", whole, lambda match: (((by_label[match[1]],),),))
    return (*everyday[:6], labels, *everyday[6:])


def _area_rules() -> tuple[Rule, ...]:
    named = {plain(area.name): area.slug for area in areas.areas().values()} | AREA_ALIASES
    national = {name: slug for name, slug in named.items() if slug != areas.ENGLAND_AND_WALES}
    pattern = "|".join(re.escape(name) for name in sorted(national, key=len, reverse=True))
    return (
        rule("area", NOT_KNOWN_WORDS, areas.AREA_NOT_KNOWN),
        rule("area", NATIONAL_WORDS, areas.ENGLAND_AND_WALES),
        rule("area", r"greater london|county of london|(?:the )?west midlands region", UNKNOWN),
        rule("area", rf"({pattern}){AFTER_AREA}", lambda match: national[match[1]]),
        rule("area", LOCAL_WORDS, LOCAL),
        rule("area", ELSEWHERE, UNKNOWN),
    )
