"""The API on the Ministry's own files: random selections equal plain sums over their text.

The second reader is the csv module and ``Counter``; it shares no code or label map with the
product, and asks the API as anybody would.
"""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.test_real_files import (
    MAGISTRATES_ZIP,
    OUTCOMES,
    SENTENCED_ZIP,
    SEXES,
    after_prefix,
    read_rows,
)

pytestmark = [pytest.mark.real, pytest.mark.slow]

SELECTIONS = 50
AREAS = {"west-midlands": "West Midlands", "kent": "Kent", "dyfed-powys": "Dyfed-Powys",
         "metropolitan-police": "Metropolitan", "city-of-london": "City of London"}  # fmt: skip
FAMILIES = {
    "breach-of-a-restraining-order": ("8.10 Breach of a restraining order",),
    "breach-of-a-non-molestation-order": ("66.4 Breach of a non-molestation order",),
    "robbery": ("34 Robbery",),
    "murder": ("1 Murder",),
    "common-assault-and-battery": ("105 Common assault and battery",),
}
ETHNICITIES = {"N/A": "not known"}
GROUPS = {"Juveniles": "children", "Children": "children", "Young adults": "young adults",
          "Adults": "adults", "Not known": "not known"}  # fmt: skip
COURTS = {"Crown Court": "crown court", "Magistrates Court": "magistrates' courts"}
Facts = dict[str, Any]


def facts_of(row: dict[str, str]) -> Facts:
    """What both files say of a person."""
    ethnicity = after_prefix(row["Ethnicity"])
    return {
        "offence": row["Offence"],
        "year": int(row["Year of Appearance"]),
        "sex": SEXES[after_prefix(row["Sex"])],
        "age_group": GROUPS[after_prefix(row["Age Group"])],
        "ethnicity": ETHNICITIES.get(ethnicity, ethnicity.lower()),
    }


def added(rows: Iterator[tuple[Facts, int]]) -> list[tuple[Facts, int]]:
    """Rows with equal facts added up, so that each selection is quickly summed."""
    sums: Counter[tuple[tuple[str, Any], ...]] = Counter()
    for facts, count in rows:
        sums[tuple(facts.items())] += count
    return [(dict(key), count) for key, count in sums.items()]


@pytest.fixture(scope="module")
def sentenced(real_data: Path) -> list[tuple[Facts, int]]:
    """Persons sentenced, both courts, from 2009 to 2019."""
    wanted = {label for labels in FAMILIES.values() for label in labels}
    return added(
        (
            {
                **facts_of(row),
                "court": COURTS[row["Courts"]],
                "sentence_outcome": OUTCOMES[row["Sentence Outcome"][:2]],
            },
            int(row["Count"]),
        )
        for row in read_rows(real_data / "moj" / SENTENCED_ZIP)
        if row["Type of Offender"] == "01: Person" and row["Offence"] in wanted
    )


@pytest.fixture(scope="module")
def proceeded(real_data: Path) -> list[tuple[Facts, int]]:
    """Persons proceeded against at magistrates' courts in 2018, by area."""
    wanted = {label for labels in FAMILIES.values() for label in labels}
    return added(
        (
            {
                **facts_of(row),
                "area": row["Police Force Area"],
                "convicted": row["Convicted/Not Convicted"].startswith("01"),
            },
            int(row["Count"]),
        )
        for row in read_rows(real_data / "moj" / MAGISTRATES_ZIP)
        if row["Type of Defendant"] == "01: Person" and row["Offence"] in wanted
    )


@pytest.fixture
def real_client(make_client: Any, real_edition: Path) -> FlaskClient:
    client: FlaskClient = make_client(real_edition)
    return client


def asked(client: FlaskClient, query: dict[str, str]) -> list[dict[str, Any]]:
    response = client.get("/api/v1/observations.json", query_string=query)
    assert response.status_code == 200, query
    body: Any = response.json
    found: list[dict[str, Any]] = body["rows"]
    return found


def summed(rows: list[tuple[Facts, int]], **chosen: Any) -> int:
    """The plain sum of rows that have these facts."""
    return sum(n for facts, n in rows if all(facts[name] == one for name, one in chosen.items()))


@pytest.mark.parametrize("seed", range(SELECTIONS))
def test_sentences_are_plain_sums(
    real_client: FlaskClient, sentenced: list[tuple[Facts, int]], seed: int
) -> None:
    pick = random.Random(seed)
    offence = pick.choice(list(FAMILIES))
    breakdown = ["sex", "age_group", "ethnicity", "court", "sentence_outcome"]
    by = pick.sample(breakdown, pick.choice([1, 2]))
    first = pick.randint(2009, 2019)
    last = pick.randint(first, 2019)
    query = {"measure": "sentenced", "offence": offence, "from": str(first), "to": str(last)}
    rows = asked(real_client, {**query, "by": ",".join(["year", *by])})
    of_it = [one for one in sentenced if one[0]["offence"] in FAMILIES[offence]]
    whole = [one for one in of_it if first <= one[0]["year"] <= last]
    for row in rows:
        chosen = {name: row[name] for name in ("year", *by)}
        assert row["value"] == summed(whole, **chosen), (query, chosen)
    assert sum(row["value"] for row in rows) == sum(count for _, count in whole) > 0


@pytest.mark.parametrize("seed", range(SELECTIONS))
def test_prosecutions_and_ratios_by_area_are_plain_sums(
    real_client: FlaskClient, proceeded: list[tuple[Facts, int]], seed: int
) -> None:
    pick = random.Random(1_000 + seed)
    offence, area = pick.choice(list(FAMILIES)), pick.choice(list(AREAS))
    (by,) = pick.sample(["sex", "age_group", "ethnicity"], 1)
    query = {"offence": offence, "area": area, "by": by, "measure": "conviction_ratio"}
    whole = [
        one
        for one in proceeded
        if one[0]["offence"] in FAMILIES[offence] and one[0]["area"] == AREAS[area]
    ]
    rows = asked(real_client, query)
    for row in rows:
        of_row = {by: row[by]}
        assert row["denominator"] == summed(whole, **of_row), (query, of_row)
        assert row["numerator"] == summed(whole, convicted=True, **of_row)
    counted = asked(real_client, {**query, "measure": "prosecutions"})
    assert sum(row["value"] for row in counted) == sum(count for _, count in whole)
