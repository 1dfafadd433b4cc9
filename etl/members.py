"""Reads the members of source files side by side: inflating, parsing and summing overlap."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import BoundedSemaphore, Event

from etl.archive import Member, read_member
from etl.blocks import (
    ASCII,
    LATIN_1,
    UTF_8_WITH_MARK,
    WINDOWS,
    Block,
    read_header,
)
from etl.formats import Layout, Recognised
from etl.problems import ProblemList
from etl.progress import Progress
from etl.recognise import recognise
from etl.sums import Sums
from etl.totals import Tally, Totals
from etl.transform import BlockSums, Transformer
from outcomes.errors import Problem, SourceError

MEMBERS_AT_ONCE = 4
BLOCKS_WAITING = 2
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


def read_members(members: Sequence[Member], progress: Progress) -> list[MemberSums]:
    """Read members side by side, all to the end even when one is bad.

    Raises:
        HostError: a file cannot be read.
    """
    workers = os.cpu_count() or 1
    with (
        ThreadPoolExecutor(workers, "block") as blocks,
        ThreadPoolExecutor(MEMBERS_AT_ONCE, "member") as readers,
    ):
        reader = _Reader(blocks, BoundedSemaphore(workers + BLOCKS_WAITING), progress)
        try:
            return list(readers.map(reader.read, members))
        finally:
            reader.stopped.set()  # after an interrupt no member is read to its end


@dataclass(frozen=True)
class _Reader:
    pool: ThreadPoolExecutor
    room: BoundedSemaphore
    progress: Progress
    stopped: Event = field(default_factory=Event)

    def read(self, member: Member) -> MemberSums:
        found = MemberSums(member)
        try:
            self._read(member, found)
        except SourceError as error:
            found.problems.extend(error.problems)
        return found

    def _read(self, member: Member, found: MemberSums) -> None:
        headers, marked, blocks = read_header(self._watched(read_member(member)))
        found.recognised = recognise(headers)
        found.encoding = UTF_8_WITH_MARK if marked else ASCII
        found.sums = {table: Sums() for table in found.recognised.layout.tables}
        transformer = Transformer(found.recognised)
        line = 1
        try:
            for result in self._in_order(blocks, _Summing(transformer, found.sums)):
                _add(found, result, line)
                line += result.scan.lines
        finally:
            found.seen = transformer.labels_seen()
        for sums in found.sums.values():
            sums.close()
        if not found.rows and not found.problems.errors:
            found.problems.add(Problem("FILE_EMPTY", "there are no rows under its headers"))

    def _watched(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        for block in blocks:
            if self.stopped.is_set():
                return
            self.progress.advance(len(block))
            yield block

    def _in_order(
        self, blocks: Iterator[Block], read: Callable[[Block], BlockSums]
    ) -> Iterator[BlockSums]:
        """Results of the blocks in the order of the file, read by the pool a few ahead."""
        waiting: deque[Future[BlockSums]] = deque()
        failure: SourceError | None = None
        try:
            for block in blocks:
                self.room.acquire()
                future = self.pool.submit(read, block)
                future.add_done_callback(lambda _: self.room.release())
                waiting.append(future)
                while waiting and waiting[0].done():
                    yield waiting.popleft().result()
        except SourceError as error:
            failure = error
        yield from (future.result() for future in waiting)
        if failure is not None:
            raise failure


@dataclass(frozen=True)
class _Summing:
    """Reads a block and adds its rows to the member's sums, in the pool."""

    transformer: Transformer
    sums: dict[str, Sums]

    def __call__(self, block: Block) -> BlockSums:
        result = self.transformer.read(block)
        for table, (run, rows) in result.runs.items():
            self.sums[table].add(run, rows)
        return replace(result, runs={})


def _add(found: MemberSums, result: BlockSums, line: int) -> None:
    """Add what a block came to; ``line`` is the number of the line before it."""
    found.rows += result.rows
    for problem in result.problems:
        found.problems.add(replace(problem, line=problem.line and problem.line + line))
    for key, total in result.totals.items():
        found.totals[key] = found.totals.get(key, 0) + total
    for words, (rows, count) in result.tally.items():
        before = found.tally.get(words, (0, 0))
        found.tally[words] = before[0] + rows, before[1] + count
    if found.encoding == MIXED:
        return
    if result.scan.fault or not _agree(found.encoding, result.scan.encoding):
        found.encoding = MIXED
        found.problems.add(
            Problem(
                "ENCODING",
                "the text is not in one encoding throughout",
                line=line + result.scan.line,
                value=result.scan.text,
                expected=f"UTF-8, or {LATIN_1} or {WINDOWS} throughout",
            )
        )
    elif found.encoding in (ASCII, LATIN_1) and result.scan.encoding != ASCII:
        found.encoding = result.scan.encoding


def _agree(known: str, new: str) -> bool:
    return ASCII in (known, new) or (known in SINGLE_BYTE) == (new in SINGLE_BYTE)
