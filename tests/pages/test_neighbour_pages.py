"""Pages with the figures around the courts': with them, and when they are missing."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from etl.neighbours.build import set_apart
from etl.publishing.publish import publish
from tests.builders import build_of
from tests.etl.neighbours.builders import publish_around, quarters, write
from tests.pages.reading import reading


def page(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def finding(text: str) -> str:
    found = re.search(r'<h2 class="finding">(.*?)</h2>', text)
    assert found
    return found[1]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Three files that stand beside each other: courts, residents, recorded crime."""
    return publish_around(tmp_path, [{"year": 2018, "sentenced": 15}])


def test_rates_name_the_residents_that_they_are_divided_by(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/prosecutions?area=kent&show=rate")
    assert finding(text).startswith("For every 100,000 residents, 60.0 defendants were prosecuted")
    assert "Office for National Statistics, mid-year population estimates, to 2018" in text
    assert "<td>50,000</td>" in text


def test_every_page_of_counts_has_the_rate_and_the_year_of_its_estimate(
    app: Any, data_dir: Path
) -> None:
    with reading(app, data_dir) as client:
        key = "60.0 per 100,000 residents (mid-2018)"
        assert key in page(client, "/?area=kent")
        assert key in page(client, "/areas/kent")
        line = "(residents estimated for mid-2018)"
        for path in ("/people?area=kent", "/prosecutions?area=kent", "/sentencing?area=kent"):
            assert line in page(client, path), path
        assert "Residents, mid-2018" in page(client, "/areas")
        many = page(client, "/prosecutions?area=kent,essex")
        assert "residents estimated for mid-2018: Kent 60.0, Essex 60.0." in many
        assert "there is no rate for any sex or age alone" in page(client, "/people")


def test_england_and_wales_is_divided_after_both_are_summed(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/prosecutions?show=rate")
    assert "For every 100,000 residents, 60.0 defendants were prosecuted" in finding(text)
    assert f"<td>{43 * 30:,}</td><td>{43 * 50_000:,}</td>" in text


def test_the_city_of_london_has_counts_and_says_why_there_is_no_rate(
    app: Any, data_dir: Path
) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/areas/city-of-london")
    assert "No rate: too few people live there for one to mean anything" in text
    assert "No rate is shown for the City of London" in text
    assert "Per 100,000 residents</th>" not in text


def test_all_areas_by_residents_leave_the_city_out_openly(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/areas?show=rate")
    assert "No rate is shown for the City of London" in text


def test_a_ratio_stays_a_ratio_when_rates_are_asked_for(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/areas?show=rate&measure=conviction_ratio")
    assert "Conviction ratio" in text
    assert "100,000 residents:" not in text


def test_figures_around_the_courts_are_cited_with_their_own_publisher(
    app: Any, data_dir: Path, tmp_path: Path
) -> None:
    with reading(app, data_dir) as client:
        crime, orders = page(client, "/recorded-crime?area=west-midlands"), page(client, "/orders")
    assert (
        "Home Office (n.d.) Stalking, West Midlands, year ending March 2019. From: Police" in crime
    )
    assert "Ministry of Justice (n.d.) Non-molestation orders, England and Wales" in orders
    assert "written answer 3643" in orders.partition("Harvard style")[2]
    publish(build_of([{"prosecutions": 30}]), tmp_path / "alone")
    with reading(app, tmp_path / "alone") as client:
        assert "Harvard style" not in page(client, "/recorded-crime")


def test_recorded_crime_and_its_ladder(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/recorded-crime?area=west-midlands")
    said = (
        "The police recorded 12 crimes of stalking in West Midlands in the year ending March 2019"
    )
    assert finding(text).startswith(said)
    assert "The rungs are not a funnel" in text
    for rung in ("Recorded by the police", "Charged or summonsed", "Prosecuted", "Jailed"):
        assert f'<th scope="row">{rung}</th>' in text


def test_recorded_crime_has_rates_of_the_middle_of_its_year(app: Any, data_dir: Path) -> None:
    with reading(app, data_dir) as client:
        text = page(client, "/recorded-crime?area=west-midlands")
    assert "In West Midlands, 24.0 crimes were recorded for every 100,000 residents" in text
    assert "Crimes per 100,000 residents (mid-2018)" in text
    assert text.count("<td>no rate</td>") == 42


def test_several_years_of_recorded_crime_are_a_line_and_one_is_a_bar(
    app: Any, data_dir: Path, tmp_path: Path
) -> None:
    with reading(app, data_dir) as client:
        one = page(client, "/charts/recorded-crime-years.svg?area=west-midlands")
    files = [
        write(tmp_path / "a.csv", quarters(financial_year="2017/18")),
        write(tmp_path / "b.csv", quarters(financial_year="2018/19")),
    ]
    built = replace(build_of([{"prosecutions": 1}]), neighbours=set_apart(files)[1])
    publish(built, tmp_path / "more")
    with reading(app, tmp_path / "more") as client:
        several = page(client, "/charts/recorded-crime-years.svg?area=west-midlands")
        text = page(client, "/recorded-crime?area=west-midlands")
    assert "Year ending March" not in re.sub(r"<(title|desc)>.*?</\1>", "", one)
    assert ">Year ending March<" in several
    assert "1 April 2018: A course of conduct" in text
    assert "The years come from several files." in text
    assert re.search(r'<th scope="row">2018</th><td>12</td><td>8</td>', text)


def test_pages_work_without_neighbours(tiny_client: Any) -> None:
    rate = page(tiny_client, "/prosecutions?area=west-midlands&show=rate")
    assert "No estimates of residents are loaded" in rate
    assert "1,005" in rate
    recorded = page(tiny_client, "/recorded-crime?area=west-midlands")
    assert "No file of recorded crime is in this edition" in recorded
    assert "No rate" not in page(tiny_client, "/areas?show=rate&measure=custody_rate")
    for path in ("/?area=west-midlands", "/areas/west-midlands", "/people?area=west-midlands"):
        assert "No estimates of residents are loaded" in page(tiny_client, path), path


def orders_table(text: str) -> dict[str, list[str]]:
    """Cells of the first table of the orders page by year."""
    first = text[text.index("<table") : text.index("</table>")]
    rows = re.findall(r"<tr><th scope=\"row\">(\d{4})</th>(.*?)</tr>", first)
    return {year: re.findall(r"<td>(.*?)</td>", cells) for year, cells in rows}


def test_orders_without_breaches_have_no_ratio(tiny_client: Any) -> None:
    text = page(tiny_client, "/orders?order=restraining-orders")
    assert "written answer 64617" in text
    assert list(orders_table(text)) == ["2015", "2014", "2013"]
    assert orders_table(text)["2015"] == ["23,057", "[x]", "[x]"]
    assert "The loaded edition does not publish breaches of them" in text
    family = page(tiny_client, "/orders")
    assert "No table of family courts’ orders is in this edition" in family
    assert "written answer 3643" in family


def test_a_kind_of_order_without_a_figure_says_so(tiny_client: Any) -> None:
    text = page(tiny_client, "/orders?order=domestic-violence-protection-notices")
    assert finding(text) == "No figure of domestic violence protection notices is held here."
    assert "covers all 43 police forces" in text
    assert "<table" not in text


def test_the_page_and_its_downloads_have_the_same_numbers(client: Any) -> None:
    text = page(client, "/orders")
    address = re.search(r"(/api/v1/orders\.json\?[^\"]*breaches_per_100_orders[^\"]*)", text)
    assert address
    rows = client.get(address[1]).get_json()["rows"]
    shown = {
        str(row["year"]): [
            f"{row['denominator']:,}", f"{row['numerator']:,}", f"{row['value']:.1f}",
        ]
        for row in rows
    }  # fmt: skip
    assert shown == orders_table(text)
    assert len(shown) == 15


def test_real_orders_do_not_stand_beside_made_up_breaches(client: Any) -> None:
    text = page(client, "/orders?order=restraining-orders")
    assert "23,057" not in text
    assert "These orders are made up" in text
    assert "written answer" not in text


def test_the_demonstration_has_neighbours_and_marks_them(client: Any) -> None:
    text = page(client, "/recorded-crime?recorded=all")
    assert "<title>Recorded crime: stalking, harassment and malicious communications, " in text
    assert "made up by a generator; not official statistics" in text
    assert "Home Office" not in text
    assert finding(text).startswith("The police recorded ")
    assert "No rate is published for 2024" in page(client, "/prosecutions?show=rate")
    areas = page(client, "/areas?show=rate")
    assert "2023 is shown, the last year for which residents are estimated" in areas
    assert "in 2023" in finding(areas)


@pytest.mark.parametrize(
    "address",
    ["/recorded-crime?recorded=nonsense&area=nowhere&to=x", "/recorded-crime?to=1999",
     "/recorded-crime?area=area-not-known&offence=murder", "/prosecutions?show=nonsense"],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(client: Any, address: str) -> None:
    assert finding(page(client, address))


@pytest.mark.real
@pytest.mark.slow
def test_breaches_of_the_real_edition_are_those_told_to_parliament(
    app: Any, real_edition: Path
) -> None:
    with reading(app, real_edition) as client:
        text = page(client, "/orders?order=restraining-orders")
    assert orders_table(text) == {
        "2015": ["23,057", "8,194", "35.5"],
        "2014": ["21,508", "7,083", "32.9"],
        "2013": ["20,356", "6,205", "30.5"],
    }
