"""Turns blocks of a member into sums by published keys, and keeps the source's own totals.

Labels are mapped once for each different text, never row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from etl.blocks import Block, Scan
from etl.decode import WRONG, Decoder, decode_text, decoder_of
from etl.extract import RawColumn, extract
from etl.formats import Recognised, TableRule, normalise_header
from etl.keys import Numbers, digits
from etl.labels import words_of
from etl.problems import ProblemList
from etl.sums import Run, sum_rows
from etl.totals import Tally, Totals, tally_of, totals_of
from outcomes.areas import areas
from outcomes.errors import Problem
from outcomes.offences import offences
from outcomes.vocabulary import COMPANY, NOT_APPLICABLE, NOT_KNOWN, PERSON

MOST_WRONG_VALUES = 1_000
MOST_EXACT = 2**62
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class BlockSums:
    """What a block of lines comes to.

    Attributes:
        scan: what its bytes are like.
        rows: how many rows were read.
        problems: what is wrong; lines are counted from 1 inside the block.
        runs: for each published table, the sums and the rows that they are made of.
        totals: the source's own totals.
        tally: counts by the columns whose words must agree with each other.
    """

    scan: Scan
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    runs: dict[str, tuple[Run, int]] = field(default_factory=dict)
    totals: Totals = field(default_factory=dict)
    tally: Tally = field(default_factory=dict)


class Transformer:
    """Reads the blocks of one member; several blocks may be read at the same time."""

    def __init__(self, recognised: Recognised) -> None:
        self.recognised = recognised
        letter, basis = recognised.layout.letter, recognised.rule.basis
        self.decoders: dict[str, Decoder] = {
            column: decoder_of(column, letter, basis) for column in recognised.places
        }

    def read(self, block: Block) -> BlockSums:
        """Sums of a block, or what is wrong with it."""
        extracted = extract(block, self.recognised)
        seen, raw = extracted.scan, extracted.columns
        if not raw:
            return BlockSums(seen, problems=extracted.problems)
        decoded = {name: self.decoders[name].decode(column.values) for name, column in raw.items()}
        wrong = ProblemList(self._wrong_values(raw, decoded))
        if wrong.all:
            return BlockSums(seen, problems=wrong.all)
        rows = {name: decoded[name][column.places] for name, column in raw.items()}
        return self._sum(seen, rows)

    def labels_seen(self) -> dict[str, set[str]]:
        """For each column of labels, the normalised labels that were read."""
        return {name: one.seen for name, one in self.decoders.items() if one.labels}

    def _wrong_values(
        self, raw: Mapping[str, RawColumn], decoded: Mapping[str, Numbers]
    ) -> Iterator[Problem]:
        for name, column in raw.items():
            wrong = np.flatnonzero(decoded[name] == WRONG)
            if not len(wrong):
                continue
            header = self.recognised.headers[self.recognised.places[name]]
            lines = column.first_lines()
            counts = np.bincount(column.places, minlength=len(column.values))
            for place in wrong[:MOST_WRONG_VALUES].tolist():
                problem = self._explain(name, header, column.values[place])
                if problem:
                    count = int(counts[place])
                    yield replace(problem, column=header, line=int(lines[place]), count=count)
            others = int(counts[wrong[MOST_WRONG_VALUES:]].sum())
            if others:
                yield Problem("VALUES_WRONG", "many others are wrong", column=header, count=others)

    def _explain(self, name: str, header: str, value: bytes) -> Problem | None:
        """What is wrong with a value; a header among the rows is told of once a line."""
        if normalise_header(decode_text(value)) != normalise_header(header):
            return self.decoders[name].problem(value)
        if name != "year":
            return None
        return Problem("ROW_IS_HEADER", "the header stands again among the rows")

    def _sum(self, seen: Scan, rows: Mapping[str, Numbers]) -> BlockSums:
        runs: dict[str, tuple[Run, int]] = {}
        totals: Totals = {}
        common = _Common(rows)
        for table, rule in self.recognised.layout.tables.items():
            measures = self._measures(table, rule, rows)
            totals.update(totals_of(table, measures, rows["year"]))
            keep = _where(rule.where, rows)
            keys = self._keys(table, rule, common)
            values = list(measures.values())
            if keep is not None:
                keys, values = keys[keep], [value[keep] for value in values]
            runs[table] = sum_rows(keys, values), len(keys)
        return BlockSums(seen, len(rows["year"]), (), runs, totals, tally_of(rows))

    def _measures(
        self, table: str, rule: TableRule, rows: Mapping[str, Numbers]
    ) -> dict[str, Numbers]:
        """Each measure's number in every row, 0 in rows that do not count."""
        counted: dict[str, Numbers] = {}
        for name, measure in self.recognised.measures(table).items():
            for mask in (_where(rule.where, rows), _where(measure.where, rows)):
                numbers = counted.get(name, rows[measure.column])
                counted[name] = numbers if mask is None else numbers * mask
        return counted

    def _keys(self, table: str, rule: TableRule, common: _Common) -> Numbers:
        packed: Numbers = np.zeros(common.length, np.int64)
        constant = 0
        for one in digits(table):
            column = self.recognised.key_column(table, one.name)
            codes = common.rows.get(column) if column else common.derived(one.name)
            if codes is None:
                constant += default_code(one.name, rule.court) * one.stride
            else:
                if column != one.name:  # a source's own column may know more words
                    codes = np.minimum(codes, one.size - 1)
                packed += codes * one.stride
        return packed + constant


class _Common:
    """The decoded columns of a block, with those that follow from others."""

    def __init__(self, rows: Mapping[str, Numbers]) -> None:
        self.rows = rows
        self.length = len(rows["year"])

    def derived(self, name: str) -> Numbers | None:
        """A key that the file has no column for but that others tell, or None."""
        if name == "defendant_kind":
            return self._defendant_kind()
        if name in ("offence_type", "offence_group") and "offence" in self.rows:
            return usual_codes(name)[self.rows["offence"]]
        return None

    def _defendant_kind(self) -> Numbers | None:
        company = np.zeros(self.length, np.bool_)
        for column, word in (
            ("sex", "other"),
            ("age_group", NOT_APPLICABLE),
            ("age_range", NOT_APPLICABLE),
        ):
            if column in self.rows:
                company |= self.rows[column] == words_of(column).index(word)
        words = words_of("defendant_kind")
        return np.where(company, words.index(COMPANY), words.index(PERSON)).astype(np.int64)


def default_code(key: str, court: str) -> int:
    """The place of the word that rows have where the file lacks a column."""
    words = {"court": court, "police_force_area": areas()["england-and-wales"].name}
    return words_of(key).index(words.get(key, NOT_KNOWN))


def usual_codes(key: str) -> Numbers:
    """For each offence by its place, the place of its usual type or group."""
    usual = {offence.label: getattr(offence, key) for offence in offences().values()}
    words = words_of(key)
    return np.array([words.index(usual[label]) for label in words_of("offence")], np.int64)


def _where(where: tuple[str, str] | None, rows: Mapping[str, Numbers]) -> Mask | None:
    if where is None:
        return None
    column, word = where
    mask: Mask = rows[column] == words_of(column).index(word)
    return mask
