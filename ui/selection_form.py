"""The one component written by hand: a native form whose value is a dictionary of text.

Dash has no native select, radio or checkbox with a value, and its own controls fail access tests.
The browser's half is ``assets/selection-form.js``; both halves draw the same form from the same
fields, so that the form also works before Dash has started, and without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Any

from ui.component import OwnComponent

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Options under one heading; an empty label puts them at the top without heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One control.

    Attributes:
        name: of the parameter in the address.
        label: what readers see.
        kind: ``select``, ``radio``, ``places`` (several areas, by typing), ``hidden`` (kept in
            the address) or ``fixed`` (given by the page's path, never in the address).
        default: value when nothing is chosen.
        groups: the options.
        hint: one line under the label.
    """

    name: str
    label: str
    kind: str
    default: str = ""
    groups: tuple[Group, ...] = ()
    hint: str = ""

    def showing(self, value: str) -> Field:
        """The field with an option for a value that is none of its own, so that it is shown."""
        if self.kind != "select" or not value or value in self.labels:
            return self
        return replace(self, groups=(*self.groups, Group("", ((value, value),))))

    @property
    def labels(self) -> dict[str, str]:
        """Label of each option, by value."""
        return {value: label for group in self.groups for value, label in group.options}

    def to_dict(self) -> dict[str, Any]:
        """What the browser's half needs, as plain lists."""
        groups = [[group.label, [list(one) for one in group.options]] for group in self.groups]
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "default": self.default,
            "groups": groups,
            "hint": self.hint,
        }


class SelectionForm(OwnComponent):
    """A form with fields; ``value`` holds the chosen text of each field by its name."""

    _type = "SelectionForm"
    _prop_names: list[str] = ["id", "action", "fields", "value"]  # noqa: RUF012 (Dash reads them so)
    available_properties = _prop_names

    def __init__(
        self,
        id: str,  # noqa: A002 (Dash's name for it)
        action: str,
        fields: Sequence[Field],
        value: Mapping[str, str],
    ) -> None:
        """A form that asks for ``action`` (a path) with the chosen values."""
        self.id, self.action, self.value = id, action, dict(value)
        self.controls = tuple(fields)
        shown = [field.to_dict() for field in fields]
        super().__init__(id=id, action=action, fields=shown, value=dict(value))


def form_html(form: SelectionForm) -> str:
    """The same form as the browser's half draws, as HTML."""
    form_id, action, value = form.id, form.action, form.value
    parts = [
        _field_html(f"{form_id}-{field.name}", field, value.get(field.name, field.default))
        for field in form.controls
    ]
    submit = '<div class="field submit"><button type="submit">Show</button></div>'
    return (
        f'<form id="{escape(form_id)}" class="selection" method="get" action="{escape(action)}" '
        f'aria-label="Choose what is shown">{"".join(parts)}{submit}</form>'
    )


def _field_html(control: str, field: Field, value: str) -> str:
    draw = {"select": _select, "radio": _radios, "places": _places, "hidden": _hidden}
    return draw[field.kind](control, field, value) if field.kind in draw else ""


def _hint(control: str, field: Field) -> str:
    return f'<p class="hint" id="{control}-hint">{escape(field.hint)}</p>' if field.hint else ""


def _described(control: str, field: Field) -> str:
    return f' aria-describedby="{control}-hint"' if field.hint else ""


def _select(control: str, field: Field, value: str) -> str:
    chosen = f'<option value="{escape(value)}"'
    options = _options_html(field.groups).replace(f"{chosen}>", f"{chosen} selected>", 1)
    return (
        f'<div class="field field-{field.name}"><label for="{control}">{escape(field.label)}'
        f'</label>{_hint(control, field)}<select id="{control}" name="{field.name}"'
        f"{_described(control, field)}>{options}</select></div>"
    )


@lru_cache(maxsize=64)
def _options_html(groups: tuple[Group, ...]) -> str:
    parts = []
    for group in groups:
        options = "".join(
            f'<option value="{escape(value)}">{escape(label)}</option>'
            for value, label in group.options
        )
        label = escape(group.label)
        parts.append(f'<optgroup label="{label}">{options}</optgroup>' if label else options)
    return "".join(parts)


def _choice(kind: str, field: Field, option: Option, control: str, checked: bool) -> str:
    value, label = option
    mark = " checked" if checked else ""
    return (
        f'<label class="choice" for="{control}"><input type="{kind}" id="{control}" '
        f'name="{field.name}" value="{escape(value)}"{mark}><span>{escape(label)}</span></label>'
    )


def _radios(control: str, field: Field, value: str) -> str:
    choices = "".join(
        _choice("radio", field, option, f"{control}-{option[0]}", option[0] == value)
        for group in field.groups
        for option in group.options
    )
    return (
        f'<fieldset class="field field-{field.name}"><legend>{escape(field.label)}</legend>'
        f'{_hint(control, field)}<div class="choices">{choices}</div></fieldset>'
    )


def _places(control: str, field: Field, value: str) -> str:
    labels = field.labels
    chosen = [slug for slug in value.split(",") if slug in labels]
    ticks = "".join(
        _choice("checkbox", field, (slug, labels[slug]), f"{control}-{slug}", checked=True)
        for slug in chosen
    )
    known = "".join(f'<option value="{escape(label)}"></option>' for label in labels.values())
    return (
        f'<fieldset class="field field-{field.name}"><legend>{escape(field.label)}</legend>'
        f'<div class="choices chosen">{ticks}</div>'
        f'<label class="adding" for="{control}">Add an area</label>{_hint(control, field)}'
        f'<input type="text" id="{control}" name="{field.name}" list="{control}-list" '
        f'autocomplete="off"{_described(control, field)}>'
        f'<datalist id="{control}-list">{known}</datalist></fieldset>'
    )


def _hidden(control: str, field: Field, value: str) -> str:
    if not value:
        return ""
    return f'<input type="hidden" id="{control}" name="{field.name}" value="{escape(value)}">'
