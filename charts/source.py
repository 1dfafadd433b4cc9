"""Where a result's figures come from: source line, court coverage, licence."""

from __future__ import annotations

from outcomes.result import Observation, Result
from outcomes.vocabulary import MAGISTRATES

LICENCE = "Open Government Licence v3.0."


def source_line(result: Result) -> str:
    """The source line of a result.

    For example ``Source: Ministry of Justice, Outcomes by offence 2019. Edition
    2019-1a2b3c4d5e6f. Open Government Licence v3.0.``
    """
    edition = result.edition
    if edition.demonstration:
        return (
            "Source: demonstration data, made up by a generator; not official statistics. "
            f"Edition {edition.id}."
        )
    titles = [edition.source_by_id[one].title for one in result.sources]
    named = f"Ministry of Justice, {'; '.join(dict.fromkeys(titles))}"
    if not titles:
        named = "Ministry of Justice"
    return f"Source: {named}. Edition {edition.id}. {LICENCE}"


def magistrates_only(result: Result, observation: Observation) -> bool:
    """Whether an observation's source covers magistrates' courts only for this measure."""
    return any(
        coverage.courts == MAGISTRATES
        for coverage in result.edition.coverage
        if coverage.source == observation.source and coverage.table == result.measure.table
    )
