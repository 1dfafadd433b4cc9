"""What readers do: open pages, change controls, take files and pictures, ask the API."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.http_client import Answered, Connection
from outcomes import areas, offences

PAGES = ("overview", "prosecutions", "convictions", "sentencing", "people", "areas")
PATHS = {name: f"/{name}" if name != "overview" else "/" for name in PAGES}
USUAL = "breach-of-protective-order"
CHANGES = 4
# Before each thing that a person does: the page, each change, the download.
THINKING = (2.0, 8.0)
VISIT_SECONDS = (1 + CHANGES + 1) * sum(THINKING) / 2
CALLBACK = "/_dash-update-component"


@dataclass
class Tally:
    """What all readers met.

    Attributes:
        seconds: for each kind of question, how long each answer took.
        wrong: answers that are no good, by kind and reason.
        again: questions that were asked again on a new connection.
        refused: 429 to costly files, with which the site bounds them.
        sent: bytes of all bodies.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)
    again: int = 0
    refused: int = 0
    sent: int = 0

    @property
    def asked(self) -> int:
        """Number of answers that were good."""
        return sum(map(len, self.seconds.values()))

    def note(self, kind: str, answered: Answered) -> None:
        """Count an answer."""
        self.again += answered.again
        if answered.status == 429 and kind in ("picture", "spreadsheet"):
            self.refused += 1
        elif answered.status != 200:
            self.wrong[f"{kind}: {answered.status}"] += 1
        else:
            self.seconds.setdefault(kind, []).append(answered.seconds)
            self.sent += answered.size


class Reader:
    """One reader: a page, some changes of its controls, something to take away, the next page."""

    def __init__(self, number: int, port: int, outputs: Mapping[str, str], tally: Tally) -> None:
        """A reader with choices of its own, the same in every run."""
        self._choose = random.Random(number)
        # An address of its own, as a proxy that bounds what each may ask sees readers.
        self._connection = Connection(port, f"127.1.{number // 250}.{number % 250 + 1}")
        self._outputs = outputs
        self._tally = tally

    async def read(self, until: float) -> None:
        """Read until a moment of the monotonic clock.

        Readers come spread over the time that a visit takes, as they do afterwards.
        """
        await asyncio.sleep(self._choose.uniform(0, VISIT_SECONDS))
        try:
            while time.monotonic() < until:
                await self._visit(until)
        finally:
            self._connection.close()

    async def _visit(self, until: float) -> None:
        """A page, some changes of its controls, something to take away."""
        page, chosen = self._choose.choice(PAGES), self._chosen()
        query = urlencode(chosen, safe=",")
        await self._ask("page", "GET", f"{PATHS[page]}?{query}")
        if not self._tally.seconds.get("page"):
            return
        await self._ask("start of Dash", "GET", "/_dash-layout")
        await self._ask("start of Dash", "GET", "/_dash-dependencies")
        await self._ask("page by Dash", "POST", CALLBACK, routed(PATHS[page], f"?{query}"))
        for _ in range(CHANGES):
            await self._think()
            if time.monotonic() >= until:
                return
            chosen = self._changed(chosen)
            body = changed_controls(page, self._outputs[page], chosen)
            await self._ask("change of a control", "POST", CALLBACK, body)
        await self._think()
        if time.monotonic() < until:
            await self._take(chosen)
        await self._think()

    async def _take(self, chosen: Mapping[str, str]) -> None:
        """One download after the changes; sometimes a picture, a story or the API's lists too."""
        query = urlencode(chosen, safe=",")
        await self._ask("download", "GET", f"/api/v1/observations.csv?{query}&by=year,sex")
        luck = self._choose.random()
        if luck < 0.15:
            await self._ask("picture", "GET", f"/charts/prosecutions.svg?{query}")
        elif luck < 0.20:
            await self._ask("picture", "GET", f"/charts/prosecutions.png?{query}")
        elif luck < 0.25:
            path = f"/api/v1/observations.xlsx?{query}&by=year"
            await self._ask("spreadsheet", "GET", path)
        elif luck < 0.45:
            path = f"/api/v1/observations.json?{query}&by=year"
            await self._ask("API", "GET", path)
        elif luck < 0.5:
            await self._ask("API", "GET", "/api/v1/measures")

    def _chosen(self) -> dict[str, str]:
        """An offence and an area: half of the readers want the usual ones, the rest any."""
        return {"offence": self._offence(), "area": self._area()}

    def _offence(self) -> str:
        if self._choose.random() < 0.5:
            return USUAL
        families, single = tuple(offences.families()), tuple(offences.offences())
        return self._choose.choice(families if self._choose.random() < 0.5 else single)

    def _area(self) -> str:
        if self._choose.random() < 0.3:
            return areas.ENGLAND_AND_WALES
        return self._choose.choice(areas.police_force_areas()).slug

    def _changed(self, chosen: Mapping[str, str]) -> dict[str, str]:
        name = self._choose.choice(("offence", "area", "area", "from", "sex"))
        ways: dict[str, Callable[[], str]] = {
            "offence": self._offence,
            "area": self._area,
            "from": lambda: str(self._choose.randint(2010, 2018)),
            "sex": lambda: self._choose.choice(("male", "female")),
        }
        return {**chosen, name: ways[name]()}

    async def _think(self) -> None:
        await asyncio.sleep(self._choose.uniform(*THINKING))

    async def _ask(self, kind: str, method: str, path: str, body: bytes = b"") -> None:
        try:
            answered = await self._connection.ask(method, path, body)
        except (OSError, TimeoutError, ValueError) as error:
            self._connection.close()
            self._tally.wrong[f"{kind}: {type(error).__name__}"] += 1
        else:
            self._tally.note(kind, answered)


def outputs_of(dependencies: list[dict[str, Any]]) -> dict[str, str]:
    """For each page, the outputs of its callback, as Dash lists them."""
    return {
        asked["id"].removesuffix("-selection"): one["output"]
        for one in dependencies
        for asked in one["inputs"]
        if one["output"].startswith("..") and asked["id"].endswith("-selection")
    }


def changed_controls(page: str, output: str, value: Mapping[str, str]) -> bytes:
    """The body that the browser sends when a control changes."""
    changed = [(f"{page}-selection", "value", dict(value))]
    return _callback(output, changed)


def routed(path: str, search: str) -> bytes:
    """The body that the browser sends when Dash starts on a page."""
    changed = [("_pages_location", "pathname", path), ("_pages_location", "search", search)]
    return _callback(".._pages_content.children..._pages_store.data..", changed)


def _callback(output: str, changed: list[tuple[str, str, Any]]) -> bytes:
    outputs = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    body = {
        "output": output,
        "outputs": [{"id": name, "property": prop} for name, prop in outputs],
        "inputs": [{"id": name, "property": prop, "value": value} for name, prop, value in changed],
        "changedPropIds": [f"{name}.{prop}" for name, prop, _ in changed],
    }
    return json.dumps(body).encode()
