"""Turns blocks of a member into sums by published keys, and keeps the source's own totals.

Labels are mapped once for each different text, never row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from etl.problems import ProblemList
from etl.reading.blocks import Block, Scan
from etl.reading.decode import Decoder, decoder_of
from etl.reading.derived import Columns, default_code, with_hidden_offences
from etl.reading.extract import extract
from etl.reading.formats import Recognised, TableRule
from etl.reading.keys import Numbers, digits
from etl.reading.labels import words_of
from etl.reading.repeats import Prints, prints_of
from etl.reading.row_checks import row_problems
from etl.reading.sums import Run, sum_rows
from etl.reading.totals import Tally, Totals, tally_of, totals_of
from etl.reading.wide import unfold
from etl.reading.wrong_values import wrong_values
from outcomes.errors import Problem

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
        prints: a number for each row, equal where rows are.
    """

    scan: Scan
    rows: int = 0
    problems: tuple[Problem, ...] = ()
    runs: dict[str, tuple[Run, int]] = field(default_factory=dict)
    totals: Totals = field(default_factory=dict)
    tally: Tally = field(default_factory=dict)
    prints: Prints = field(default_factory=lambda: np.zeros(0, np.uint64))


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
        wrong = ProblemList(wrong_values(raw, decoded, self.recognised, self._explain))
        if wrong.all:
            return BlockSums(seen, problems=_without_echo(wrong.all, seen))
        rows = {name: np.take(decoded[name], column.places) for name, column in raw.items()}
        contradictions = row_problems(rows, raw, self.recognised)
        if contradictions:
            return BlockSums(seen, problems=contradictions)
        return self._sum(seen, with_hidden_offences(rows))

    def labels_seen(self) -> dict[str, set[str]]:
        """For each column of labels, the normalised labels that were read."""
        return {name: one.seen for name, one in self.decoders.items() if one.labels}

    def remarks(self) -> Iterator[Problem]:
        """What is odd of the labels that were read, though each can be read."""
        for name, one in self.decoders.items():
            header = self.recognised.headers[self.recognised.places[name]]
            yield from (replace(problem, column=header) for problem in one.ambiguous())

    def _explain(self, column: str, value: bytes) -> Problem:
        return self.decoders[column].problem(value)

    def _sum(self, seen: Scan, rows: Mapping[str, Numbers]) -> BlockSums:
        runs: dict[str, tuple[Run, int]] = {}
        totals: Totals = {}
        columns = Columns(rows)
        for table, rule in self.recognised.layout.tables.items():
            measures = self._measures(table, rule, rows)
            totals.update(totals_of(table, measures, rows["year"]))
            if rule.wide:
                runs[table] = self._unfolded(table, rule, rows)
                continue
            keep = _where(rule.where, rows)
            keys = self._keys(table, rule, columns)
            values = list(measures.values())
            if keep is not None:
                keys, values = keys[keep], [value[keep] for value in values]
            runs[table] = sum_rows(keys, values), len(keys)
        prints = prints_of(rows)
        return BlockSums(seen, len(rows["year"]), (), runs, totals, tally_of(rows), prints)

    def _unfolded(
        self, table: str, rule: TableRule, rows: Mapping[str, Numbers]
    ) -> tuple[Run, int]:
        """The sums of a wide file's cells, and the number of its rows."""
        (measure,) = (one.column for one in rule.measures.values())
        cells = unfold(rows, measure)
        run = sum_rows(self._keys(table, rule, Columns(cells)), [cells[measure]])
        return run, len(rows["year"])

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

    def _keys(self, table: str, rule: TableRule, columns: Columns) -> Numbers:
        packed: Numbers = np.zeros(columns.length, np.int64)
        constant = 0
        for one in digits(table):
            column = self.recognised.key_column(table, one.name)
            codes = columns.rows.get(column) if column else columns.derived(one.name)
            if codes is None:
                constant += default_code(one.name, rule.court) * one.stride
            else:
                if column != one.name:  # a source's own column may know more words
                    codes = np.minimum(codes, one.size - 1)
                packed += codes * one.stride
        return packed + constant


def _without_echo(problems: tuple[Problem, ...], seen: Scan) -> tuple[Problem, ...]:
    """Of text in no encoding, only that is told: what it then seems to say is nonsense."""
    if not seen.fault:
        return problems
    return tuple(one for one in problems if one.value is None or one.value.isascii())


def _where(where: tuple[str, str] | None, rows: Mapping[str, Numbers]) -> Mask | None:
    if where is None:
        return None
    column, word = where
    mask: Mask = rows[column] == words_of(column).index(word)
    return mask
