"""The texts of all sentences. Gaps are filled by ``stories.claims.fill``.

Rules: defendants are prosecuted or convicted, offenders are sentenced; a ratio is a ratio; cases
are dealt with in an area; nothing is said of why.
"""

from __future__ import annotations

# Whole sentences, each a claim of this name.
TEMPLATES: dict[str, str] = {
    "headline": "{now} {people} {verb} for {offence} {where} in {year}{change}",
    "lead": "{total}{now} {people} were {verb} for {offence} {where} in {year}{change}.",
    "series": (
        "There were {first} {counted} in {year_1} ({since}), {second} in {year_2} and "
        "{third} in {year_3}."
    ),
    "series-extreme": (
        "The number of {counted} in {year} was the {extreme} since {year_1}, {since}: "
        "there were {first} in {year_1}, {second} in {year_2} and {third} in {year_3}."
    ),
    "law": (
        "For context, the law changed on {date} (“{title}”); the new law was in force for {days} "
        "days of {year}, {part} of that year."
    ),
    "convictions": "{total}{now} defendants were convicted {where} in {year}{change}.",
    "ratio": (
        "{total}{now} defendants were convicted {where} in {year}, a conviction ratio "
        "(convictions divided by prosecutions in the same period) of {ratio}{compared}."
    ),
    "ratio-change": ("The conviction ratio {where} was {ratio} in {year}{change}."),
    "ratio-periods": (
        "The conviction ratio {where} was {first} in {years_1} and {second} in {years_2}, "
        "against {now} in {year}."
    ),
    "national": (
        "Across England and Wales, {now} {people} were {verb} in {year}{change}{convicted}."
    ),
    "men": "Of the {whole} {people} {verb} {where} in {year}, {part}{share} were male{compared}.",
    "men-all": "All {whole} {people} {verb} {where} in {year} were male.",
    "men-none": "None of the {whole} {people} {verb} {where} in {year} were male.",
    "men-all-but": "Of the {whole} {people} {verb} {where} in {year}, all but {few} were male.",
    "older": (
        "Of the {whole} {people} {verb} {where} in {year}, {part}{share} were aged 25 and over"
        "{compared}."
    ),
    "older-all-but": (
        "Of the {whole} {people} {verb} {where} in {year}, all but {few} were aged 25 and over."
    ),
    "older-all": "All {whole} {people} {verb} {where} in {year} were aged 25 and over.",
    "older-none": "None of the {whole} {people} {verb} {where} in {year} were aged 25 and over.",
    "children": "{total}{now} children aged 10 to 17 were {verb} {where} in {year}{elsewhere}.",
    "mix": "Of the {whole} offenders sentenced {where} in {year}, {list}.",
    "lengths": (
        "Of the {whole} offenders given immediate custody {where} in {year}, {short} were "
        "sentenced to {bound}, and the most common length was {band} ({share})."
    ),
    "lengths-common": (
        "Of the {whole} offenders given immediate custody {where} in {year}, {share} got the most "
        "common length, {band}."
    ),
    "average": (
        "The average custodial sentence {where} in {year} was {average}, leaving out life and "
        "indeterminate sentences{compared}."
    ),
}

# Parts of sentences that stand only where they have their figures.
PIECES: dict[str, str] = {
    "change": ", {change} {before} in {year_before}",
    "change-same": ", {change} in {year_before}",
    "change-none": ", as in {year_before}",
    "change-percent": ", {change} {percent} from {before} in {year_before}",
    "compared-share": ", {compared} {national} across England and Wales",
    "national-average": "; across England and Wales it was {national}",
    "national-convicted": ", and {now} were convicted",
    "share": " ({share})",
    "children-elsewhere": "; across England and Wales, children {verb} included {list}",
    "children-all": "; across England and Wales, the children {verb} were {list}",
    "children-sex": "{now} {people} aged {age}",
    "mix-first": "{share} {given}",
    "mix-next": "{share} {given}",
}
