"""Reads the members of source files side by side: inflating, parsing and summing overlap."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import BoundedSemaphore, Event

from etl.progress import Progress
from etl.reading.blocks import ASCII, UTF_8_WITH_MARK, Block, read_header
from etl.reading.gathering import Sums
from etl.reading.inflate import DAMAGED, Member, damage_of, read_member
from etl.reading.member_sums import MemberSums
from etl.reading.recognise import recognise
from etl.reading.repeats import find_repeat
from etl.reading.spill import Spill
from etl.reading.transform import BlockSums, Transformer
from outcomes.errors import Problem, SourceError

__all__ = ["MemberSums", "read_members"]

MEMBERS_AT_ONCE = 4
BLOCKS_WAITING = 2


def read_members(members: Sequence[Member], progress: Progress, spill: Spill) -> list[MemberSums]:
    """Read members side by side, all to the end even when one is bad.

    Raises:
        HostError: a file cannot be read.
        OSError: the spill cannot be written.
    """
    workers = os.cpu_count() or 1
    with (
        ThreadPoolExecutor(workers, "block") as blocks,
        ThreadPoolExecutor(MEMBERS_AT_ONCE, "member") as readers,
    ):
        reader = _Reader(blocks, BoundedSemaphore(workers + BLOCKS_WAITING), progress, spill)
        try:
            return list(readers.map(reader.read, members))
        finally:
            reader.stopped.set()  # after an interrupt no member is read to its end


@dataclass(frozen=True)
class _Reader:
    pool: ThreadPoolExecutor
    room: BoundedSemaphore
    progress: Progress
    spill: Spill
    stopped: Event = field(default_factory=Event)

    def read(self, member: Member) -> MemberSums:
        found = MemberSums(member)
        try:
            self._read(member, found)
        except SourceError as error:
            found.problems.extend(error.problems)
            told = error.problems[0].code in DAMAGED
            if damage := error if told else self._damage_of(member):
                found.blame(damage)
        except BaseException:
            self.stopped.set()  # what the others would come to is not wanted
            raise
        return found

    def _read(self, member: Member, found: MemberSums) -> None:
        headers, marked, blocks = read_header(self._watched(read_member(member)))
        found.recognised = recognise(headers)
        found.encoding = UTF_8_WITH_MARK if marked else ASCII
        found.sums = {table: Sums(self.spill) for table in found.recognised.layout.tables}
        transformer = Transformer(found.recognised)
        line = 1
        try:
            for result in self._in_order(blocks, _Summing(transformer, found.sums)):
                if result.problems and not found.problems.errors:
                    self._require_whole(member)
                found.add(result, line)
                line += result.scan.lines
        finally:
            found.seen = transformer.labels_seen()
        found.problems.extend(transformer.remarks())
        for sums in found.sums.values():
            sums.close()
        if not found.rows and not found.problems.errors:
            found.problems.add(Problem("FILE_EMPTY", "there are no rows under its headers"))
        for distance in found.repeats.distances():
            found.problems.extend(filter(None, [find_repeat(member, distance)]))

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
                waiting.append(self._submit(read, block))
                while waiting and waiting[0].done():
                    yield waiting.popleft().result()
        except SourceError as error:
            failure = error
        except GeneratorExit:
            for future in waiting:
                future.cancel()
            raise
        yield from (future.result() for future in waiting)
        if failure is not None:
            raise failure

    def _submit(self, read: Callable[[Block], BlockSums], block: Block) -> Future[BlockSums]:
        """Have the pool read a block, as soon as there is room for one more."""
        self.room.acquire()
        try:
            future = self.pool.submit(read, block)
        except BaseException:  # no thread can be started
            self.room.release()
            raise
        future.add_done_callback(lambda _: self.room.release())
        return future

    def _require_whole(self, member: Member) -> None:
        """Refuse a damaged member at the first sight of nonsense, before more is made of it."""
        if damage := self._damage_of(member):
            raise damage

    def _damage_of(self, member: Member) -> SourceError | None:
        """What is wrong with its very bytes; not looked for when reading was stopped."""
        return None if self.stopped.is_set() else damage_of(member)


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
