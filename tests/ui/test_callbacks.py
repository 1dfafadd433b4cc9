"""The page's one callback, asked as the browser asks and as nobody should."""

import json
import re
from typing import Any

import pytest

from tests.pages.reading import reading
from tests.ui.callbacks import CALLBACK, body, described, routed

CHOSEN = "prosecutions-selection.value"
JSON = "application/json"


def ask(client: Any, sent: Any) -> Any:
    return client.post(CALLBACK, json=sent)


def test_a_choice_gives_finding_chart_and_table(app: Any, client: Any) -> None:
    value = {"offence": "stalking", "area": "kent", "measure": "convictions", "show": "count"}
    answer = ask(client, body(app, CHOSEN, value)).get_json()["response"]
    said = answer["prosecutions-status"]["children"]
    assert "convicted of stalking" in said
    assert "Kent" in answer["prosecutions-trend-image"]["aria-label"]
    assert answer["prosecutions-trend-picture"]["wide"]["data"]
    assert said in json.dumps(answer["prosecutions-top"], ensure_ascii=False)
    assert "newline" not in answer


def test_the_line_under_a_chart_changes_with_the_choice(app: Any, client: Any) -> None:
    said = {}
    for area in ("kent", "essex"):
        answer = ask(client, body(app, "people-selection.value", {"area": area}))
        caption = json.dumps(answer.get_json()["response"]["people-people-caption"])
        (said[area],) = re.findall(r"[\d.]+ per 100,000 residents in \d{4}", caption)
        assert said[area] in client.get(f"/people?area={area}").get_data(as_text=True)
    assert said["kent"] != said["essex"]


@pytest.mark.parametrize(
    "part", ["prosecutions-trend", "convictions-ratio", "people-people", "sentencing-mix"]
)
def test_a_chart_without_figures_is_hidden_where_a_notice_says_why(
    app: Any, client: Any, part: str
) -> None:
    view, drawn = part.partition("-")[0], f"{part}-drawn"
    for years, hidden in (({"from": "1999", "to": "1999"}, True), ({}, False)):
        sent = body(app, f"{view}-selection.value", years)
        found = ask(client, sent).get_json()["response"]
        assert found[drawn]["hidden"] is hidden
        assert found[f"{part}-shown"]["hidden"] is False
        top = json.dumps(found[f"{view}-top"])
        assert ("not published in the loaded edition" in top) is hidden
    page = client.get(f"/{view}?from=1999&to=1999").text
    assert re.search(f'<div id="{drawn}"[^>]* hidden', page)


def test_a_part_without_figures_keeps_its_reason_and_hides_the_rest(app: Any, client: Any) -> None:
    chosen = "sentencing-selection.value"
    none = ask(client, body(app, chosen, {"from": "1999", "to": "1999"})).get_json()["response"]
    assert none["sentencing-custody-shown"]["hidden"] is True
    assert none["sentencing-custody-table"]["children"] is None
    assert "not published" in json.dumps(none["sentencing-custody-head"])
    assert "sentencing-custody.png" not in json.dumps(none["sentencing-end"])
    some = ask(client, body(app, chosen, {})).get_json()["response"]
    assert some["sentencing-custody-shown"]["hidden"] is False
    assert "sentencing-custody.png" in json.dumps(some["sentencing-end"])


def test_the_callback_says_what_the_page_says(app: Any, client: Any) -> None:
    page = client.get("/prosecutions?offence=stalking&area=kent").get_data(as_text=True)
    value = {"offence": "stalking", "area": "kent"}
    answer = ask(client, body(app, CHOSEN, value)).get_json()["response"]
    assert answer["prosecutions-status"]["children"] in page


def test_every_page_has_one_server_callback_and_the_router_its_own(app: Any) -> None:
    asked = [
        callback["inputs"][0]["id"]
        for callback in app.callback_map.values()
        if callback.get("callback")
    ]
    assert sorted(asked) == sorted(
        [
            "_pages_location",
            *(
                f"{name}-selection"
                for name in (
                    "overview", "prosecutions", "convictions", "sentencing", "people",
                    "areas", "area", "recorded-crime", "orders",
                )
            ),
        ]
    )  # fmt: skip


def test_dash_gets_the_page_that_the_document_has(app: Any, client: Any) -> None:
    answer = ask(client, routed(app, "/areas/kent", "?area=essex")).get_json()["response"]
    shown = json.dumps(answer["_pages_content"])
    assert '"children": "Kent"' in shown
    assert '"value": {"offence": "breach-of-protective-order"' in shown
    assert answer["_pages_store"]["data"]["title"].startswith("Kent – ")


@pytest.mark.parametrize(
    ("pathname", "search"),
    [("/nowhere", ""), (None, None), ("/prosecutions", "?" + "a=1&" * 900), ("x", "y"),
     ("/areas/atlantis", "?place=kent")],
)  # fmt: skip
def test_the_router_survives_any_address(app: Any, client: Any, pathname: Any, search: Any) -> None:
    assert ask(client, routed(app, pathname, search)).status_code in {200, 400}


@pytest.mark.parametrize(
    "value",
    [None, "", {}, {"area": ""}, {"area": "nowhere", "unknown": "x"}, {"from": "9" * 300},
     {"offence": "<script>"}, {"edition": "x" * 200}, {"by": "court"}, {"measure": "acsl_months"}],
)  # fmt: skip
def test_any_text_gives_an_answer(app: Any, client: Any, value: Any) -> None:
    assert ask(client, body(app, CHOSEN, value)).status_code == 200


@pytest.mark.parametrize(
    "value",
    [1, True, [], ["x"], {"area": ["kent"]}, {"area": {"x": 1}}, {"area": None}, {"area": 1.5},
     {str(n): "x" for n in range(100)}, {"area": "x" * 5000}],
)  # fmt: skip
def test_values_that_no_control_gives_are_refused(app: Any, client: Any, value: Any) -> None:
    assert ask(client, body(app, CHOSEN, value)).status_code == 400


def test_odd_bodies_are_refused(app: Any, client: Any) -> None:
    good = body(app, CHOSEN, {})
    odd: list[Any] = [
        [], None, {}, "x", 1, {"output": 1}, {"output": "nothing.children"},
        {**good, "output": good["output"] + "x"}, {**good, "inputs": []},
        {**good, "inputs": good["inputs"] * 2}, {**good, "inputs": {"a": 1}},
        {**good, "inputs": [1]}, {**good, "inputs": [{"id": {"a": 1}, "property": "value"}]},
        {**good, "changedPropIds": [1]}, {**good, "changedPropIds": "x"},
        {**good, "outputs": []}, {**good, "outputs": [1]}, {**good, "outputs": None},
        {**good, "state": [{"id": "x", "property": "y", "value": 1}]},
        {name: part for name, part in good.items() if name != "outputs"},
    ]  # fmt: skip
    answers = [client.post(CALLBACK, data=json.dumps(one), content_type=JSON) for one in odd]
    assert {answer.status_code for answer in answers} == {400}


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 30_000, b'{"a":' * 9_000])
def test_bodies_that_are_no_json_are_refused(client: Any, raw: bytes) -> None:
    answer = client.post(CALLBACK, data=raw, content_type="application/json")
    assert answer.status_code == 400
    assert client.post(CALLBACK, data=raw, content_type="text/plain").status_code in {400, 415}


def test_large_bodies_and_long_addresses_are_refused(app: Any, client: Any) -> None:
    large = {**body(app, CHOSEN, {}), "padding": "x" * 70_000}
    assert ask(client, large).status_code == 413
    assert client.get("/prosecutions?x=" + "a" * 5000).status_code == 414


def test_without_an_edition_the_callback_says_so(
    app: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with reading(app, tmp_path_factory.mktemp("none")) as client:
        answer = ask(client, body(app, CHOSEN, {})).get_json()["response"]
    assert "no edition" in answer["prosecutions-status"]["children"]
    assert "prosecutions-trend-picture" not in answer


def test_the_router_is_described_to_the_browser(app: Any) -> None:
    assert described(app, "_pages_location.pathname")["output"].startswith(".._pages_content")
