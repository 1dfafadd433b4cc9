"""Kills a writer at every step it takes on the file system, with a reader looking on.

``python -m tests.etl.kill_harness next`` prints one JSON object: how many kills and reads there
were, and everything that was torn, lost or not put right by the next run. ``--rounds N`` repeats
it. Processes are forked from one that has imported everything, so that a kill costs milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from etl.publishing.history import switches
from etl.publishing.verify import find_damage
from tests.etl.onlooker import Torn, look
from tests.etl.scenarios import SCENARIOS, Scenario, edition_id, learn_ids
from tests.etl.watched import Step, watching


@dataclass
class Findings:
    """What the harness saw.

    Attributes:
        steps: kinds of the steps that an undisturbed run takes, in order.
        kills: writers killed.
        reads: times that the reader looked.
        torn: what was served and not whole.
        lost: what was there before and is not now.
        stuck: what the next run did not put right.
        seen: whether each kill left the edition before or the one after.
    """

    steps: list[str] = field(default_factory=list)
    kills: int = 0
    reads: int = 0
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def in_child(work: Callable[[], None]) -> int:
    """Do something in a forked process; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def end_of(child: int) -> int:
    """Wait for a process: its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(fatal: int, scenario: Scenario, data_dir: Path) -> bool:
    """Run the scenario in a process that dies before its step of that number; whether it did."""
    taken = 0

    def tell(step: Step) -> None:
        nonlocal taken
        taken += 1
        if taken == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with watching(tell):
            scenario.act(data_dir)

    code = end_of(in_child(work))
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"the run itself failed with {code} before step {fatal}")
    return code == -signal.SIGKILL


class Reader:
    """A process that looks at what is served, over and over, until it is stopped."""

    def __init__(self, data_dir: Path) -> None:
        self._stop_read, self._stop = os.pipe()
        self._said, self._say = os.pipe()
        self._child = in_child(lambda: self._look_on(data_dir))
        os.close(self._stop_read)
        os.close(self._say)
        os.read(self._said, 1)

    def _look_on(self, data_dir: Path) -> None:
        os.close(self._stop)
        os.set_blocking(self._stop_read, False)
        reads, torn = 0, set()
        while not self._is_stopped(reads):
            reads += 1
            try:
                look(data_dir)
            except Torn as error:
                torn.add(str(error))
            if reads == 1:
                os.write(self._say, b".")
        os.write(self._say, json.dumps([reads, sorted(torn)]).encode())

    def _is_stopped(self, reads: int) -> bool:
        try:
            return reads > 0 and os.read(self._stop_read, 1) == b""
        except BlockingIOError:
            return False

    def stop(self) -> tuple[int, list[str]]:
        """How often it looked, and what was torn."""
        os.close(self._stop)
        with os.fdopen(self._said) as said:
            reads, torn = json.loads(said.read())
        end_of(self._child)
        return reads, torn


def contents(data_dir: Path) -> set[str]:
    """Editions that are kept or in the trash, and switches that took place."""
    editions = {path.name for path in (data_dir / "editions").glob("*")}
    trashed = {path.name.partition("~")[0] for path in (data_dir / "trash").glob("*")}
    history = {f"switch {one.pointer.sequence}" for one in switches(data_dir) if one.served}
    return editions | trashed | history


def attempt(fatal: int, scenario: Scenario, template: Path, findings: Findings) -> bool:
    """Kill one run before one step, look, let the next run end, look again; whether it died."""
    with tempfile.TemporaryDirectory(dir=template.parent) as directory:
        data_dir = Path(directory) / "data"
        shutil.copytree(template, data_dir)
        reader = Reader(data_dir)
        died = kill_at(fatal, scenario, data_dir)
        _look_after_kill(fatal, scenario, data_dir, findings)
        _check_lost(fatal, template, data_dir, findings)
        _check_next_run(fatal, scenario, data_dir, findings)
        reads, torn = reader.stop()
        findings.reads += reads
        findings.torn += [f"step {fatal}: {what}" for what in torn]
        findings.kills += died
    return died


def _look_after_kill(fatal: int, scenario: Scenario, data_dir: Path, findings: Findings) -> None:
    try:
        served = look(data_dir)
    except Torn as error:
        findings.torn.append(f"after step {fatal}: {error}")
        return
    names = {None if scenario.before is None else edition_id(scenario.before): "before"}
    names.setdefault(edition_id(scenario.after), "after")
    if served not in names:
        findings.torn.append(f"after step {fatal}: {served} is served")
        return
    findings.seen[names[served]] = findings.seen.get(names[served], 0) + 1


def _check_lost(fatal: int, template: Path, data_dir: Path, findings: Findings) -> None:
    kept = contents(template) - {name for name in contents(template) if _may_go(template, name)}
    findings.lost += [f"step {fatal}: {name}" for name in sorted(kept - contents(data_dir))]


def _may_go(template: Path, name: str) -> bool:
    """What lies in the trash already may be deleted."""
    return any((template / "trash").glob(f"{name}~*"))


def _check_next_run(fatal: int, scenario: Scenario, data_dir: Path, findings: Findings) -> None:
    code = end_of(in_child(lambda: scenario.act(data_dir)))
    wrong = [f"exit code {code}"] if code else []
    try:
        if (served := look(data_dir)) != edition_id(scenario.after):
            wrong.append(f"{served} is served")
    except Torn as error:
        wrong.append(f"torn: {error}")
    wrong += [str(problem) for problem in find_damage(data_dir, every=True)]
    wrong += [f"left: {path.relative_to(data_dir)}" for path in debris(data_dir)]
    findings.stuck += [f"step {fatal}: {what}" for what in wrong]


def debris(data_dir: Path) -> list[Path]:
    """Files that no finished run leaves."""
    drafts = (data_dir / "receipts").glob(".*")
    return [*(data_dir / "staging").glob("**/*"), *drafts, *data_dir.glob("**/*.tmp")]


def steps_of(scenario: Scenario, template: Path) -> list[str]:
    """The steps of an undisturbed run."""
    with tempfile.TemporaryDirectory(dir=template.parent) as directory:
        data_dir = Path(directory) / "data"
        shutil.copytree(template, data_dir)
        steps: list[str] = []
        with watching(lambda step: steps.append(f"{step.kind} {step.path.name}")):
            scenario.act(data_dir)
    return steps


def run(name: str, rounds: int = 1) -> Findings:
    """Kill a scenario at every step, as often as asked."""
    scenario, findings = SCENARIOS[name], Findings()
    with tempfile.TemporaryDirectory(prefix="kill-") as directory:
        learn_ids(Path(directory) / "ids", range(1, 7))
        template = Path(directory) / "template"
        template.mkdir()
        scenario.prepare(template)
        findings.steps = steps_of(scenario, template)
        for _ in range(rounds):
            fatal = 1
            while attempt(fatal, scenario, template, findings):
                fatal += 1
    return findings


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", choices=SCENARIOS)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="end with 1 if anything was wrong")
    chosen = parser.parse_args()
    findings = run(chosen.scenario, chosen.rounds)
    sys.stdout.write(json.dumps(asdict(findings)) + "\n")
    if chosen.strict and (findings.torn or findings.lost or findings.stuck):
        sys.exit(1)


if __name__ == "__main__":
    main()
