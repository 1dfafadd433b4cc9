"""The form as HTML: every control labelled, the chosen value chosen, nothing unescaped."""

import re

from ui.selection_form import Field, Group, SelectionForm, form_html

OFFENCES = (Group("Together", (("a", "A & B"), ("b", "B <b>"))), Group("", (("c", "C"),)))
PLACES = (Group("", (("kent", "Kent"), ("west-midlands", "West Midlands"))),)


def form(*fields: Field, **value: str) -> str:
    return form_html(SelectionForm("form", "/there", fields, value))


def test_every_control_has_a_label() -> None:
    html = form(
        Field("offence", "Offence", "select", "a", OFFENCES),
        Field("area", "Areas", "places", "kent", PLACES, hint="Type."),
        Field("show", "Show", "radio", "a", OFFENCES),
    )
    controls = set(re.findall(r'<(?:select|input)[^>]* id="([^"]+)"', html))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert controls == labelled
    assert len(controls) == 1 + 2 + 3


def test_the_chosen_option_is_chosen_and_no_other() -> None:
    html = form(Field("offence", "Offence", "select", "a", OFFENCES), offence="b")
    assert re.findall(r'<option value="(\w+)" selected>', html) == ["b"]


def test_the_default_is_chosen_where_nothing_was() -> None:
    html = form(Field("show", "Show", "radio", "c", OFFENCES))
    assert re.findall(r'value="(\w+)" checked', html) == ["c"]


def test_labels_are_escaped() -> None:
    html = form(Field("offence", "Offence", "select", "a", OFFENCES))
    assert "A &amp; B" in html
    assert "<b>" not in html


def test_chosen_places_are_ticked_and_unknown_ones_left_out() -> None:
    html = form(Field("area", "Areas", "places", "", PLACES), area="kent,nowhere")
    assert re.findall(r'type="checkbox"[^>]* value="([^"]+)" checked', html) == ["kent"]
    assert re.findall(r'<option value="([^"]+)"></option>', html) == ["Kent", "West Midlands"]


def test_a_fixed_field_is_not_in_the_form() -> None:
    assert "name=" not in form(Field("area", "Area", "fixed", "kent"))


def test_a_hidden_field_is_there_only_with_a_value() -> None:
    edition = Field("edition", "Edition", "hidden")
    assert 'type="hidden"' not in form(edition)
    assert 'name="edition" value="2019-abc"' in form(edition, edition="2019-abc")


def test_it_asks_by_get_and_can_be_sent_without_a_script() -> None:
    html = form(Field("offence", "Offence", "select", "a", OFFENCES))
    assert 'method="get" action="/there"' in html
    assert '<button type="submit">' in html


def test_the_browser_gets_the_same_fields() -> None:
    field = Field("offence", "Offence", "select", "a", OFFENCES)
    props = SelectionForm("form", "/there", [field], {"offence": "b"}).to_plotly_json()["props"]
    assert props["value"] == {"offence": "b"}
    assert props["fields"][0]["groups"][0] == ["Together", [["a", "A & B"], ["b", "B <b>"]]]


def test_a_year_that_is_not_offered_is_shown_as_chosen() -> None:
    years = Field("from", "From", "select", "", (Group("", (("", "First"), ("2018", "2018"))),))
    assert years.showing("2018") is years
    assert years.showing("1999").labels["1999"] == "1999"
