"""What is gathered from one member, block by block."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from etl.problems import ProblemList
from etl.reading.blocks import ASCII, LATIN_1, WINDOWS
from etl.reading.formats import Layout, Recognised
from etl.reading.gathering import Sums
from etl.reading.inflate import Member
from etl.reading.repeats import Repeats
from etl.reading.totals import Tally, Totals
from etl.reading.transform import BlockSums
from outcomes.errors import Problem, SourceError

MIXED = "mixed"
SINGLE_BYTE = (LATIN_1, WINDOWS)


@dataclass
class MemberSums:
    """What was read from one member.

    Attributes:
        member: the member.
        recognised: what its headers mean; None when they are wrong.
        rows: rows read, the header not counted.
        encoding: as told from the bytes.
        sums: for each published table.
        totals: the source's own totals, by table, measure and year.
        tally: counts by columns that must agree with each other.
        seen: for each column of labels, the normalised labels that stand in it.
        problems: what is wrong.
        repeats: looks for blocks that stand twice.
    """

    member: Member
    recognised: Recognised | None = None
    rows: int = 0
    encoding: str = ASCII
    sums: dict[str, Sums] = field(default_factory=dict)
    totals: Totals = field(default_factory=dict)
    tally: Tally = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)
    problems: ProblemList = field(default_factory=ProblemList)
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def understood(self) -> Recognised:
        """What its headers mean; ValueError when they are wrong."""
        if self.recognised is None:
            raise ValueError(f"{self.member.name} was not recognised")
        return self.recognised

    @property
    def layout(self) -> Layout:
        """The layout that its headers follow; ValueError when they follow none."""
        return self.understood.layout

    def years(self, table: str) -> set[int]:
        """Years that it gives for a table."""
        return {year for name, _, year in self.totals if name == table}

    def add(self, result: BlockSums, line: int) -> None:
        """Add what a block came to; ``line`` is the number of the line before it."""
        self.rows += result.rows
        for problem in result.problems:
            self.problems.add(replace(problem, line=problem.line and problem.line + line))
        for key, total in result.totals.items():
            self.totals[key] = self.totals.get(key, 0) + total
        for words, (rows, count) in result.tally.items():
            before = self.tally.get(words, (0, 0))
            self.tally[words] = before[0] + rows, before[1] + count
        self._look_for_repeats(result, line)
        self._agree_on_encoding(result, line)

    def blame(self, damage: SourceError) -> None:
        """Keep the damage to the bytes as the one cause: what they seemed to say is none."""
        self.problems = ProblemList(damage.problems)
        self.totals.clear()  # nonsense has no years that could overlap others

    def _look_for_repeats(self, result: BlockSums, line: int) -> None:
        if result.problems:
            self.repeats.interrupt()
        elif result.rows:
            self.repeats.add(result.prints, line + 1)

    def _agree_on_encoding(self, result: BlockSums, line: int) -> None:
        if self.encoding == MIXED:
            return
        if result.scan.fault or not _agree(self.encoding, result.scan.encoding):
            self.encoding = MIXED
            self.problems.add(
                Problem(
                    "ENCODING",
                    "the text is not in one encoding throughout",
                    line=line + result.scan.line,
                    value=result.scan.text,
                    expected=f"UTF-8, or {LATIN_1} or {WINDOWS} throughout",
                )
            )
        elif self.encoding in (ASCII, LATIN_1) and result.scan.encoding != ASCII:
            self.encoding = result.scan.encoding


def _agree(known: str, new: str) -> bool:
    return ASCII in (known, new) or (known in SINGLE_BYTE) == (new in SINGLE_BYTE)
