"""The two published tables: their columns, types and meaning."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

SCHEMA_VERSION = 1
WORD = pa.dictionary(pa.int16(), pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published table.

    Attributes:
        name: the field's word, the same in code, rows, addresses and labels.
        type: its Arrow type; text is dictionary-encoded.
        meaning: one sentence for the data dictionary, with the unit of measures.
    """

    name: str
    type: pa.DataType
    meaning: str


KEYS = (
    Column("source", WORD, "Identifier of the source file that supplies the row."),
    Column("period_basis", WORD, "calendar: year to December; march: year to March."),
    Column("year", pa.int16(), "The year, or the year in which the year to March ends."),
    Column(
        "police_force_area",
        WORD,
        "Area where the case was dealt with; England and Wales when the file is national.",
    ),
    Column("court_coverage", WORD, "The courts that the source covers for this table."),
    Column("offence", WORD, "Principal offence, by its usual label without code."),
    Column("offence_code", WORD, "The Ministry's code of the offence; empty where unknown."),
    Column("offence_group", WORD, "The Ministry's offence group, as the row gives it."),
    Column("offence_type", WORD, "Mode of trial, as the row gives it."),
    Column("defendant_kind", WORD, "person, company (with public bodies), or not known."),
    Column("sex", WORD, "Sex of the defendant."),
    Column("age_group", WORD, "Children 10 to 17, young adults 18 to 20, adults 21 and over."),
    Column("age_range", WORD, "Age band; bands over 25 exist from 2017 only."),
    Column("ethnicity", WORD, "Ethnicity as the police or the court recorded it."),
)
PROCEEDINGS_MEASURES = (
    Column(
        "prosecutions",
        pa.int64(),
        "Defendants proceeded against at magistrates' courts; null when not carried.",
    ),
    Column("convictions", pa.int64(), "Defendants found guilty; null when not carried."),
)
SENTENCES_KEYS = (
    Column(
        "court",
        WORD,
        "The court that passed the sentence; all courts where the file does not split.",
    ),
    Column("sentence_outcome", WORD, "The main disposal."),
    Column(
        "custodial_length", WORD, "Length of immediate custody; not applicable for other outcomes."
    ),
)
SENTENCES_MEASURES = (
    Column("sentenced", pa.int64(), "Offenders sentenced."),
    Column(
        "acsl_persons",
        pa.int64(),
        "Offenders with a determinate custodial sentence; null when not carried.",
    ),
    Column(
        "acsl_months", pa.float64(), "Months of their sentences added up; null when not carried."
    ),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "proceedings": (*KEYS, *PROCEEDINGS_MEASURES),
    "sentences": (*KEYS, *SENTENCES_KEYS, *SENTENCES_MEASURES),
}
MEASURE_COLUMNS: dict[str, tuple[str, ...]] = {
    "proceedings": tuple(column.name for column in PROCEEDINGS_MEASURES),
    "sentences": tuple(column.name for column in SENTENCES_MEASURES),
}
KEY_COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(column.name for column in columns if column.name not in MEASURE_COLUMNS[table])
    for table, columns in TABLES.items()
}
SORT_ORDER = ("offence", "source", "police_force_area", "year")


# Beside each table stand its sums over all offences, over all areas, and over both, under these
# names: the keys that are summed away hold one word in all rows. Sums over areas are made of
# sources by area only; a national source's rows are such sums already.
ALL_OFFENCES, ALL_AREAS, ALL = "all-offences", "all-areas", "all"
SUMMARIES: dict[str, tuple[str, ...]] = {
    ALL_OFFENCES: ("offence",),
    ALL_AREAS: ("police_force_area",),
    ALL: ("offence", "police_force_area"),
}
SUMMED_WORDS: dict[str, dict[str, str]] = {
    "offence": {
        "offence": "All offences",
        "offence_code": "",
        "offence_group": "",
        "offence_type": "",
    },
    "police_force_area": {"police_force_area": "England and Wales"},
}
# Counts rows with more prosecutions or fewer than convictions; not a column, but summed like one.
NOT_ALL_CONVICTED = "not_all_convicted"


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a published table, columns in order; no key of a row is ever null."""
    keys = KEY_COLUMNS[table]
    return pa.schema(
        [pa.field(one.name, one.type, nullable=one.name not in keys) for one in TABLES[table]]
    )
