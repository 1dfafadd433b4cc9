"""Takes pictures of every page for a person to look at: ``make gallery``.

Every page at several widths, from real figures where the real files are there, from made-up ones
and without any, with JavaScript and without. They go to ``gallery/``, which git leaves out, with
an ``index.html`` that shows them side by side.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.browser.looking import DRAWN
from tests.conftest import REAL_FILES
from tests.serving import REPOSITORY, serve

PAGES = {
    "overview": "/",
    "prosecutions": "/prosecutions?area=england-and-wales,west-midlands",
    "prosecutions-of-six": "/prosecutions?area=west-midlands,kent,essex,surrey,gwent,cumbria",
    "prosecutions-empty": "/prosecutions?area=kent&from=1999&to=1999",
    "convictions": "/convictions?area=west-midlands",
    "sentencing": "/sentencing",
    "people": "/people?area=west-midlands",
    "areas": "/areas?area=west-midlands",
    "area": "/areas/west-midlands",
    "story": "/areas/west-midlands/story",
    "fact-check": "/fact-check",
    "my-patch": "/my-patch?q=ZZ1",
    "my-patch-unknown": "/my-patch?q=Wesst+Midlands",
    "recorded-crime": "/recorded-crime",
    "orders": "/orders",
    "data": "/data",
    "guide": "/guide",
    "methods": "/methods",
    "not-found": "/nowhere",
}
WIDTHS = (1280, 768, 390, 320)
# Without JavaScript the wide and the narrow picture are all there is.
PLAIN_WIDTHS = (1280, 390)
ROWS = "60000"


@dataclass(frozen=True)
class Shown:
    """One picture: of which page, from which figures, how wide, with JavaScript or without."""

    name: str
    figures: str
    width: int
    scripts: bool

    @property
    def file(self) -> str:
        """The picture's file name."""
        return f"{self.figures}-{self.name}-{self.width}{'' if self.scripts else '-plain'}.png"


def data_directories(folder: Path, real: Path) -> Iterator[tuple[str, Path]]:
    """Kinds of figures with their data directories; what cannot be made is left out."""
    files = [real / "moj" / name for name in REAL_FILES]
    shapes = real / "geography" / "police_force_areas_2020.geojson"
    if all(file.is_file() for file in files):
        load(folder / "real", "ingest", *map(str, files))
        if shapes.is_file():
            load(folder / "real", "boundaries", str(shapes))
        yield "real", folder / "real"
    load(folder / "demonstration", "demo", "--rows", ROWS)
    if shapes.is_file():
        load(folder / "demonstration", "boundaries", str(shapes))
    yield "demonstration", folder / "demonstration"
    yield "empty", folder / "empty"


def load(data_dir: Path, *arguments: str) -> None:
    """Run a command of the loader."""
    command = (sys.executable, "-m", "etl", "--data-dir", str(data_dir), *arguments)
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)


def take_all(
    browser: Browser, address: str, figures: str, only: list[str], into: Path
) -> list[Shown]:
    """All pictures of one kind of figures."""
    taken = []
    for scripts in (True, False):
        for width in WIDTHS if scripts else PLAIN_WIDTHS:
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 900},
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            for name in only or PAGES:
                shown = Shown(name, figures, width, scripts)
                take(context.new_page(), PAGES[name], into / shown.file, scripts=scripts)
                taken.append(shown)
            context.close()
    return taken


def take(page: Page, path: str, file: Path, *, scripts: bool) -> None:
    """One picture of a whole page."""
    page.goto(path)
    if scripts and page.locator("#react-entry-point").count():
        page.wait_for_function(DRAWN)
    page.screenshot(path=file, full_page=True)
    page.close()


def printed(browser: Browser, address: str, into: Path) -> None:
    """The area page as it is printed."""
    page = browser.new_page(base_url=address)
    page.goto(PAGES["area"])
    page.wait_for_function(DRAWN)
    page.pdf(path=into / "area.pdf", format="A4", print_background=False)
    page.close()


def index(taken: list[Shown]) -> str:
    """A page that shows every picture, page by page."""
    parts = []
    for name in dict.fromkeys(one.name for one in taken):
        pictures = "".join(
            f'<figure><a href="{one.file}"><img src="{one.file}" loading="lazy" width="240" '
            f'alt="{escape(one.file)}"></a><figcaption>{one.figures}, {one.width}'
            f"{'' if one.scripts else ', without JavaScript'}</figcaption></figure>"
            for one in taken
            if one.name == name
        )
        parts.append(f"<h2>{name}</h2><div>{pictures}</div>")
    style = "body{font:16px Arial}div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}"
    return (
        '<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{style}figure{{margin:0;width:240px}}</style><h1>Gallery</h1>"
        f'<p><a href="area.pdf">The area page, printed</a></p>{"".join(parts)}</html>\n'
    )


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, prog="make gallery")
    parser.add_argument("pages", nargs="*", help=f"all, or of {', '.join(PAGES)}")
    parser.add_argument("--into", type=Path, default=REPOSITORY / "gallery")
    stated = parser.parse_args()
    if unknown := set(stated.pages) - set(PAGES):
        parser.error(f"no such page: {', '.join(sorted(unknown))}")
    stated.into.mkdir(parents=True, exist_ok=True)
    real = Path(os.environ.get("OUTCOMES_REAL_DATA", REPOSITORY.parent / "shared" / "data"))
    names = (os.environ.get("CHROMIUM"), *CHROMIUM_NAMES)
    path = next(found for name in names if name and (found := shutil.which(name)))
    taken: list[Shown] = []
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        for figures, data_dir in data_directories(Path(made), real):
            with serve(data_dir, Path(made) / f"{figures}.log") as address:
                taken += take_all(browser, address, figures, stated.pages, stated.into)
                if figures == "demonstration":
                    printed(browser, address, stated.into)
        browser.close()
    (stated.into / "index.html").write_text(index(taken), "utf-8")
    sys.stdout.write(f"{len(taken)} pictures: {stated.into / 'index.html'}\n")


if __name__ == "__main__":
    main()
