"""Times the site inside one process: figures, changes of controls, pages, files.

``python -m bench.site`` asks the edition of ``OUTCOMES_DATA_DIR`` and prints JSON.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.measure import Spread, milliseconds, python, run
from outcomes import areas, offences

SEED = 5
ACCEPTED = {"Accept-Encoding": "br, gzip"}
PAGES = ("overview", "prosecutions", "convictions", "sentencing", "people", "areas")
CHOSEN = "offence={offence}&area={area}"
FILES = {
    "CSV of a page": f"/api/v1/observations.csv?{CHOSEN}&by=year,sex",
    "XLSX of a page": f"/api/v1/observations.xlsx?{CHOSEN}&by=year,sex",
    "SVG of a chart": f"/charts/prosecutions.svg?{CHOSEN}",
    "PNG of a chart": f"/charts/prosecutions.png?{CHOSEN}",
    "story of an area": "/api/v1/story?area={area}",
    "story pack with pictures": "/api/v1/story?area={area}&format=zip",
}


class Client:
    """Asks the app in this process; every request looks new, so that nothing kept answers it."""

    def __init__(self) -> None:
        """Start the app as a worker does."""
        import app

        self.site = app.make()
        app.warm()
        self._client = self.site.server.test_client()
        self._numbers = count()
        self._outputs = self._callbacks()

    def get(self, address: str) -> Any:
        """One GET."""
        return self._client.get(address, headers=ACCEPTED, base_url=self._site_name())

    def change(self, page: str, value: dict[str, str], *, new: bool = True) -> Any:
        """One change of a page's controls, as the browser sends it."""
        output = self._outputs[page]
        form = f"{page}-selection"
        body = {
            "output": output,
            "outputs": [
                dict(zip(("id", "property"), part.rsplit(".", 1), strict=True))
                for part in output.strip(".").split("...")
            ],
            "inputs": [{"id": form, "property": "value", "value": value}],
            "changedPropIds": [f"{form}.value"],
        }
        name = self._site_name() if new else "http://localhost"
        return self._client.post(
            "/_dash-update-component", json=body, headers=ACCEPTED, base_url=name
        )

    def _site_name(self) -> str:
        return f"http://site-{next(self._numbers)}"

    def _callbacks(self) -> dict[str, str]:
        known = self._client.get("/_dash-dependencies").json
        found = {}
        for one in known:
            for asked in one["inputs"]:
                if one["output"].startswith("..") and asked["id"].endswith("-selection"):
                    found[asked["id"].removesuffix("-selection")] = one["output"]
        return found


def choices(number: int) -> Iterator[dict[str, str]]:
    """What readers choose, drawn by lot, the same each time."""
    choose = random.Random(SEED)
    offence = (*offences.families(), *list(offences.offences())[::9])
    places = [area.slug for area in areas.police_force_areas()]
    for _ in range(number):
        yield {"offence": choose.choice(offence), "area": choose.choice(places)}


def changes(client: Client, rounds: int) -> dict[str, list[float]]:
    """Milliseconds from a change of controls to compressed bytes, and the bytes.

    The answer is worked out anew, from rows that an earlier question about another area has read:
    what reading them takes is timed by itself.
    """
    worked, kept, sizes = list[float](), list[float](), list[float]()
    for page in PAGES:
        first, *values = choices(rounds + 1)
        client.change(page, first)
        for value in values:
            client.change(page, {**value, "area": "england-and-wales"})
            worked.append(milliseconds(partial(client.change, page, value)))
            answer = client.change(page, value, new=False)
            if answer.status_code != 200:
                raise ValueError(f"{page}: {answer.status_code}")
            sizes.append(len(answer.data))
            kept.append(milliseconds(partial(client.change, page, value, new=False)))
    return {"callback": worked, "callback, kept": kept, "callback bytes": sizes}


def files(client: Client, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of file, the first of each kind not counted."""
    found = {}
    for name, address in FILES.items():
        asked = [address.format(**one) for one in choices(rounds + 1)]
        _expect(client, asked[0])
        found[name] = [milliseconds(partial(_expect, client, one)) for one in asked[1:]]
    return found


def _expect(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise ValueError(f"{address}: {answer.status_code} {answer.data[:200]!r}")


def all_packs(data_dir: Path, directory: Path, times: int) -> Spread:
    """Seconds of the command that writes the story packs of all areas."""
    command = ("-m", "etl", "stories", "--all", str(directory), "--data-dir", str(data_dir))
    return Spread(tuple(run(python(*command)).wall for _ in range(times)))


def figures(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the same line chart as our dictionary and as plotly.express makes it."""
    from charts.trend import trend
    from outcomes.editions import data_directory
    from outcomes.queries import work_out
    from outcomes.selection import Selection
    from outcomes.store import open_store

    loaded = open_store(data_directory()).edition()
    found: dict[str, list[float]] = {}
    for value in choices(rounds):
        several = (value["area"], areas.ENGLAND_AND_WALES)
        asked = Selection(offences=(value["offence"],), areas=several, by=("year", "area"))
        result = work_out(loaded, asked)
        ways: dict[str, Callable[[], object]] = {
            "figure": partial(trend, result),
            "plotly.express": partial(_express, result),
            "figure to JSON": lambda made=result: json.dumps(trend(made)),  # type: ignore[misc]
            "plotly.express to JSON": lambda made=result: _express(made).to_json(),  # type: ignore[misc]
        }
        for name, way in ways.items():
            way()
            found.setdefault(name, []).append(milliseconds(way))
    return found


def _express(result: Any) -> Any:
    import pandas as pd
    import plotly.express as px

    frame = pd.DataFrame(
        [(*one.keys, one.value) for one in result.observations], columns=[*result.by, "value"]
    )
    return px.line(frame, x="year", y="value", color="area", markers=True, title="Prosecutions")


def main(rounds: int) -> None:
    """Print all times as JSON."""
    client = Client()
    found = {**changes(client, rounds), **files(client, rounds), **figures(rounds)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
