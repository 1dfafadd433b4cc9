"""Small parts: the little line, years in words, attributes, tokens."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from charts import theme
from outcomes.selection import Selection
from ui.controls import area_groups, offence_groups
from ui.links import place_path, with_selection
from ui.markup import attributes
from ui.spark import HEIGHT, MARGIN, spark
from ui.titles import around_title, chosen_title
from ui.words import bytes_text, years_text


def points(picture: str) -> list[tuple[float, float]]:
    path = re.search(r'd="([^"]+)"', unquote(picture))
    assert path
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path[1])]


def test_the_little_line_stands_on_zero() -> None:
    drawn = points(spark([0, 5, 10]))
    assert [y for _, y in drawn] == [HEIGHT - MARGIN, HEIGHT / 2, MARGIN]


def test_a_missing_value_breaks_the_little_line() -> None:
    path = re.search(r'd="([^"]+)"', unquote(spark([1, None, 2, 3])))
    assert path
    assert re.findall(r"[ML]", path[1]) == ["M", "M", "L"]


def test_a_break_of_the_series_breaks_the_little_line() -> None:
    path = re.search(r'd="([^"]+)"', unquote(spark([1, 2, 3, 4], breaks=[2])))
    assert path
    assert re.findall(r"[ML]", path[1]) == ["M", "L", "M", "L"]


def test_a_little_line_of_zeros_can_be_drawn() -> None:
    assert {y for _, y in points(spark([0, 0]))} == {HEIGHT - MARGIN}


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ((), "no year"),
        ((2018,), "2018"),
        ((2009, 2010, 2011), "2009 to 2011"),
        ((2011, 2009, 2018), "2009, 2011, 2018"),
    ],
)
def test_years_in_words(years: tuple[int, ...], text: str) -> None:
    assert years_text(years) == text


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 kB"), (312_400, "312 kB"), (4_553_110, "4.6 MB")]
)
def test_sizes_in_words(size: int, text: str) -> None:
    assert bytes_text(size) == text


def test_attributes_with_hyphens() -> None:
    assert attributes(aria_label="x", data_copies="y") == {"aria-label": "x", "data-copies": "y"}


def test_the_most_used_areas_come_first() -> None:
    first = area_groups()[0].options
    assert [slug for slug, _ in first] == ["england-and-wales", "west-midlands"]
    assert sum(len(group.options) for group in area_groups()) == 43 + 4


def test_every_offence_can_be_chosen_once() -> None:
    slugs = [slug for group in offence_groups() for slug, _ in group.options]
    assert len(slugs) == len(set(slugs))
    assert {"breach-of-protective-order", "all-offences", "murder"} <= set(slugs)


def test_links_carry_the_selection_but_not_the_years() -> None:
    chosen = Selection(offences=("stalking",), areas=("kent",), from_year=2012, sex="male")
    assert with_selection("/people", chosen) == "/people?offence=stalking&area=kent&sex=male"
    assert with_selection("/areas/kent", chosen) == "/areas/kent?offence=stalking&sex=male"


def test_only_police_force_areas_have_a_page() -> None:
    assert place_path(Selection(areas=("kent",))) == "/areas/kent"
    assert place_path(Selection()) == ""


@pytest.mark.parametrize(
    ("offence", "named"),
    [("false-accounting", "false accounting"), ("stalking", "stalking"),
     ("breach-of-protective-order", "breach of a protective order")],
)  # fmt: skip
def test_titles_name_offences_as_sentences_do(offence: str, named: str) -> None:
    chosen = Selection(offences=(offence,), areas=("kent",))
    assert chosen_title("People", chosen, of_place=False) == f"People: {named}, Kent"


def test_titles_of_figures_around_the_courts_say_which() -> None:
    title = around_title("Recorded crime", "Stalking, Kent, year ending March 2019")
    assert title == "Recorded crime: stalking, Kent, year ending March 2019"


def test_style_sheet_and_charts_share_their_tokens(repository: Path) -> None:
    style = (repository / "ui" / "assets" / "site.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style))
    assert tokens["ink"] == theme.INK.lower()
    assert tokens["quiet"] == theme.QUIET.lower()
    assert tokens["rule"] == theme.RULE.lower()
    assert tokens["blue"] == theme.DARK_BLUE.lower()
    assert tokens["orange-text"] == theme.TEXT_COLOURS[theme.ORANGE].lower()


@pytest.mark.parametrize(
    ("ink", "paper"),
    [("ink", "paper"), ("quiet", "paper"), ("quiet", "wash"), ("link", "paper"),
     ("link", "wash"), ("paper", "blue"), ("paper", "orange-text"), ("orange-text", "wash"),
     ("ink", "pale-orange")],
)  # fmt: skip
def test_text_can_be_read(repository: Path, ink: str, paper: str) -> None:
    style = (repository / "ui" / "assets" / "site.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style))
    assert theme.contrast(tokens[ink], tokens[paper]) >= 4.5


def test_edges_of_controls_can_be_seen(repository: Path) -> None:
    style = (repository / "ui" / "assets" / "site.css").read_text("utf-8")
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style))
    assert theme.contrast(tokens["edge"], tokens["wash"]) >= 3
