"""Every page through Flask's client: what it says, and what it makes of odd addresses."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from outcomes.reference import read_reference

WITH_CONTROLS = (
    "/",
    "/prosecutions",
    "/convictions",
    "/sentencing",
    "/people",
    "/areas",
    "/areas/west-midlands",
)
PAGES = (*WITH_CONTROLS, "/data", "/guide", "/methods")
ONE = {"offence": "breach-of-a-restraining-order", "area": "west-midlands"}


def text_of(answer: Any) -> str:
    """The answer's words, without tags."""
    return unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def finding(answer: Any) -> str:
    """The sentence that a page begins with."""
    found = re.search(r'<h2 class="finding">(.*?)</h2>', answer.get_data(as_text=True))
    assert found
    return unescape(found[1])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_readable_without_a_script(client: Any, path: str) -> None:
    answer = client.get(path)
    document = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert '<html lang="en-GB">' in document
    assert len(re.findall(r"<h1>", document)) == 1
    assert re.search(r"<title>.+ – Protective orders in court</title>", document)
    assert "<table>" in document


@pytest.mark.parametrize("path", WITH_CONTROLS)
def test_a_page_has_finding_picture_table_source_and_downloads(client: Any, path: str) -> None:
    document = client.get(path).get_data(as_text=True)
    assert len(finding(client.get(path))) > 30
    assert '<div class="graph still wide"' in document
    assert '<p class="source">' in document
    assert 'href="/api/v1/observations.csv?' in document
    assert re.search(r'<form [^>]*method="get" action="[^"]+"', document)


@pytest.mark.parametrize("path", PAGES)
def test_demonstration_data_are_called_so(client: Any, path: str) -> None:
    assert "Demonstration data. These figures are made up." in text_of(client.get(path)).replace(
        "data.  ", "data. "
    )


@pytest.mark.parametrize("path", WITH_CONTROLS)
def test_the_download_has_the_rows_of_the_page(client: Any, path: str) -> None:
    document = client.get(path).get_data(as_text=True)
    found = re.search(r'href="(/api/v1/observations\.json\?[^"]+)"', document)
    assert found
    answer = client.get(unescape(found[1]))
    assert answer.status_code == 200
    assert answer.get_json()["rows"]


def test_finding_table_and_api_say_the_same(tiny_client: Any) -> None:
    answer = tiny_client.get(f"/prosecutions?{urlencode(ONE)}")
    rows = tiny_client.get(f"/api/v1/observations.json?measure=prosecutions&{urlencode(ONE)}")
    values = {row["year"]: row["value"] for row in rows.get_json()["rows"]}
    assert values == {2018: 1005, 2019: 994}
    assert finding(answer).startswith("994 defendants were prosecuted")
    table = re.findall(
        r'<th scope="row">(\d+)</th><td>([\d,]+)</td>', answer.get_data(as_text=True)
    )
    assert table == [("2019", "994"), ("2018", "1,005")]


def test_key_figures_and_ratios(tiny_client: Any) -> None:
    shown = text_of(tiny_client.get(f"/?{urlencode(ONE)}"))
    assert "Conviction ratio, 2019   87%" in re.sub(r"\s{2,}", "   ", shown)
    assert "Custody rate, 2019   10 of 40" in re.sub(r"\s{2,}", "   ", shown)


def test_small_cells_are_grouped(tiny_client: Any) -> None:
    document = tiny_client.get(f"/people?{urlencode(ONE)}").get_data(as_text=True)
    assert "fewer than 5" in document
    assert "<td>3</td>" not in document


def test_what_is_not_published_is_not_zero(tiny_client: Any) -> None:
    answer = tiny_client.get("/prosecutions?offence=breach-of-a-restraining-order&area=kent")
    assert "not published" in finding(answer)
    assert "<td>0</td>" not in answer.get_data(as_text=True)


def test_parameters_that_cannot_be_read_are_said_and_passed_over(client: Any) -> None:
    answer = client.get("/prosecutions?area=kentt&measure=custody_rate&from=20x8&show=cake")
    assert answer.status_code == 200
    shown = text_of(answer)
    for name in ("area “kentt”", "measure “custody_rate”", "from “20x8”", "show “cake”"):
        assert name in shown
    assert "Did you mean Kent" in shown
    assert "“Areas” is set to “England and Wales”" in shown
    assert "“Show” is set to “Numbers”" in shown
    assert finding(answer) == finding(client.get("/prosecutions"))


def address_notices(client: Any, path: str) -> list[str]:
    document = client.get(path).get_data(as_text=True)
    found = re.search(r'<div class="notices problems">(.*?)</div>', document)
    return re.findall("<p>(.*?)</p>", found[1]) if found else []


def test_a_page_of_other_offences_says_what_it_shows_for_one_that_it_has_not(client: Any) -> None:
    instead = "This page has no such figures. Instead, “Recorded offence” is set to “Stalking”."
    for offence in ("murder", "theft"):
        [told] = address_notices(client, f"/recorded-crime?offence={offence}")
        assert told == f"offence “{offence}” in the address: {instead}"
    [told] = address_notices(client, "/recorded-crime?offence=malicious")
    assert "Did you mean Malicious communications?" in told
    assert not address_notices(client, "/recorded-crime?offence=breach-of-protective-order")


@pytest.mark.parametrize("query", ["offence=harassment", "offence=murder&recorded=harassment"])
def test_an_offence_that_the_page_has_is_shown_without_a_notice(client: Any, query: str) -> None:
    answer = client.get(f"/recorded-crime?{query}")
    assert finding(answer) == finding(client.get("/recorded-crime?recorded=harassment"))
    assert finding(answer) != finding(client.get("/recorded-crime"))
    assert not address_notices(client, f"/recorded-crime?{query}")


@pytest.mark.parametrize(
    ("address", "instead"),
    [
        ("/convictions?measure=zz", "There is no such value. The page is shown without it."),
        ("/orders?sex=zz", "There is no such value. The page is shown without it."),
        ("/people?from=2018&to=2012", "2012. The two years are taken the other way round."),
        ("/prosecutions?from=2001&to=2000", "2000. Instead, “From” is set to “2000”."),
        ("/areas?edition=zz", "no such edition here. The edition that is served answers."),
        ("/areas?edition=!", "the name of an edition. The edition that is served answers."),
    ],
)
def test_what_no_control_can_tell_is_said_in_words(client: Any, address: str, instead: str) -> None:
    [told] = address_notices(client, address)
    assert told.endswith(instead)


def test_an_area_that_cannot_be_in_focus_is_said_and_another_stays(client: Any) -> None:
    told = "area “england” in the address: This page has no such area. Instead, “Area in focus”"
    assert address_notices(client, "/areas?area=england") == [f"{told} is set to “None”."]
    assert address_notices(client, "/areas?area=kent,england") == [f"{told} is set to “Kent”."]
    assert not address_notices(client, "/areas?area=england-and-wales")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x",
        "area=kent&area=essex",
        "place=kent&slug=x&self=1&page=2",
        "edition=2019-000000000000",
        "edition=../../etc/passwd",
        "from=2030&to=1999",
        "by=ethnicity&by=court",
        "area=" + ",".join(["kent"] * 100),
        "offence=%00%ff&sex=%F0%9F%92%A9",
        "offence=<script>alert(1)</script>&area='\"--",
    ],
)
def test_odd_addresses_give_a_page(client: Any, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_the_path_decides_the_area_and_not_the_query(client: Any) -> None:
    answer = client.get("/areas/kent?area=essex&place=essex")
    document = answer.get_data(as_text=True)
    assert "<h1>Kent</h1>" in document
    assert "area=kent" in document
    assert "area=essex&amp;from" not in document


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/areas/atlantis", "/areas/england", "/areas/kent/more", "/prosecutions/x",
     "/areas/<script>", "/.git/config", "/assets/../app.py"],
)  # fmt: skip
def test_unknown_pages_are_404_and_repeat_nothing(client: Any, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Page not found" in text_of(answer)
    assert "<script" not in answer.get_data(as_text=True)
    assert "atlantis" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "near"),
    [("/areas/Kent", ["/areas/kent"]), ("/areas/West%20Midlands", ["/areas/west-midlands"]),
     ("/areas/wesst-midlands/story", ["/areas/west-midlands"]), ("/areas/xyz", [])],
)  # fmt: skip
def test_an_area_that_is_not_there_leads_to_those_with_a_name_like_it(
    client: Any, path: str, near: list[str]
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert re.findall(r'<li><a href="(/areas/[^"]+)"', answer.text)[:1] == near
    assert '<a href="/areas">All 43 police force areas</a>' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_without_an_edition_a_page_says_what_to_run(empty_client: Any, path: str) -> None:
    answer = empty_client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    shown = text_of(answer)
    assert "python -m etl refresh" in shown
    assert "Criminal justice statistics quarterly" in shown
    assert "Traceback" not in shown


def test_every_area_has_its_page(client: Any) -> None:
    document = client.get("/areas").get_data(as_text=True)
    paths = set(re.findall(r'href="(/areas/[a-z-]+)\?', document))
    assert len(paths) == 43
    assert all(client.get(path).status_code == 200 for path in sorted(paths)[::14])


def test_links_between_pages_keep_the_selection(client: Any) -> None:
    document = client.get("/prosecutions?area=kent&offence=stalking&utm_source=x&show=index")
    links = re.findall(r'<li><a href="(/[a-z]*[^"]*)"', document.get_data(as_text=True))
    assert "/sentencing?offence=stalking&amp;area=kent" in links
    assert "/methods" in links


def test_methods_come_from_the_registries(client: Any) -> None:
    shown = text_of(client.get("/methods"))
    assert "25 November 2012: Stalking becomes an offence" in shown
    assert "A ratio, not a rate" in shown
    assert "Not in the family" in shown


def test_the_guide_explains_every_order_from_the_registry(client: Any) -> None:
    document = client.get("/guide").get_data(as_text=True)
    shown = text_of(client.get("/guide"))
    for row in read_reference("protective_orders"):
        assert f'id="{row["slug"]}"' in document
        assert row["breach_under"] in shown
        assert row["source"] in document
    for row in read_reference("law_sources"):
        assert f'href="{row["url"]}">{row["title"]}</a>' in document
    assert "Not counted." in shown
    assert "Five years." in shown
    assert "None: it is not an offence." in shown
    assert "/prosecutions?offence=breach-of-a-non-molestation-order" in document


def test_sentencing_names_the_longest_sentence_and_compares(client: Any) -> None:
    document = client.get("/sentencing?offence=stalking-section-4a").get_data(as_text=True)
    shown = text_of(client.get("/sentencing?offence=stalking-section-4a"))
    assert "Stalking (section 4A): ten years (five years for offences committed before" in shown
    assert "https://www.legislation.gov.uk/ukpga/1997/40/section/4A" in document
    assert "all violence against the person" in shown
    assert "Not applicable" not in document
    other = text_of(client.get("/sentencing?offence=theft-from-shops"))
    assert "The longest sentence that the law allows for this offence is not held here." in other
    every = text_of(client.get("/sentencing?offence=all-offences"))
    assert "Each offence has a longest sentence of its own" in every


def test_dates_of_the_law_are_numbered_alike_in_every_chart_of_a_page(client: Any) -> None:
    document = client.get("/sentencing?offence=stalking").get_data(as_text=True)
    numbers = re.findall(r"<li>Mark (\d+), (\d+ \w+ \d{4}): ", document)
    assert numbers
    assert len({number for number, _ in numbers}) == len({day for _, day in numbers})
    assert "In force for 37 days of 2012 (10% of it)." in document


def test_every_chart_says_how_it_is_read_and_what_it_cannot_tell(client: Any) -> None:
    shared = ("/", "/prosecutions", "/convictions", "/sentencing", "/people", "/areas")
    for path in (*shared, "/areas/kent", "/recorded-crime"):
        document = client.get(path).get_data(as_text=True)
        charts = document.count("<figure>")
        assert document.count("How to read this chart") == charts > 0, path
        assert document.count("It cannot tell: ") == charts, path


def test_the_data_page_tells_editions_sources_and_coverage(tiny_client: Any) -> None:
    shown = text_of(tiny_client.get("/data"))
    assert "2018 to 2019, calendar year" in shown
    assert "1 areas" not in shown
    assert "Every check passed" in shown


@pytest.mark.parametrize("path", ["/", "/areas/kent", "/data", "/methods", "/nowhere"])
def test_no_link_leads_into_nothing(client: Any, path: str) -> None:
    document = client.get(path).get_data(as_text=True)
    links = {unescape(one) for one in re.findall(r'<a [^>]*?href="(/[^"]*)"', document)}
    assert len(links) >= 8
    answers = {link: client.get(link, buffered=True).status_code for link in sorted(links)}
    assert set(answers.values()) == {200}, answers


def test_one_year_is_headed_by_its_year(client: Any) -> None:
    one = client.get("/areas/kent?from=2017&to=2017").get_data(as_text=True)
    assert "<h3>Prosecutions and convictions, 2017</h3>" in one
    assert "<h3>Conviction ratio, 2017</h3>" in one
    assert "by year</h3>" not in one
    several = client.get("/areas/kent").get_data(as_text=True)
    assert "<h3>Prosecutions and convictions by year</h3>" in several


def test_two_years_stand_side_by_side_only_where_there_are_two(client: Any) -> None:
    heading, none = "Two years side by side", "There are no two years to compare"
    assert heading in client.get("/areas?to=2012").get_data(as_text=True)
    first = client.get("/areas?to=2010").get_data(as_text=True)
    assert heading not in first
    assert none not in first.partition('id="areas-years-shown"')[0]
    chosen = client.get("/areas?from=2005&to=2010").get_data(as_text=True)
    assert f"<h3>{heading}</h3><p>{none}: no figures of 2005 are published.</p>" in chosen
    same = client.get("/areas?from=2012&to=2012").get_data(as_text=True)
    assert f"{none}: both are 2012." in same


def test_notes_speak_of_marks_only_where_they_are_drawn(client: Any) -> None:
    told = "1 December 2020: Sentencing Act 2020."
    few = client.get("/prosecutions?area=kent,essex").get_data(as_text=True)
    assert f"Mark 1, {told}" in few
    many = client.get("/prosecutions?area=kent,essex,surrey,gwent,cumbria").get_data(as_text=True)
    assert f"<li>{told}" in many
    assert "Mark 1" not in many


def test_signs_of_rates_are_explained_only_where_a_table_has_them(client: Any) -> None:
    sign = "[x] not published"
    assert sign in client.get("/prosecutions?area=kent").get_data(as_text=True)
    assert sign not in client.get("/people?area=kent").get_data(as_text=True)


def test_without_recorded_crime_the_page_says_so_and_has_no_empty_parts(tiny_client: Any) -> None:
    page = tiny_client.get("/recorded-crime").get_data(as_text=True)
    assert "No file of recorded crime is in this edition." in page
    assert "<h3>Crimes recorded" not in page
    assert "<summary>Download</summary>" not in page
