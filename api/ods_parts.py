"""The parts of an ODS file that are the same in every file: styles, settings, list of parts."""

from __future__ import annotations

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
NAMESPACES = " ".join(
    [*(f'xmlns:{name}="{address}"' for name, address in NAMES.items()), 'office:version="1.3"']
)
# How a number is shown as text beside its value.
FORMS = {"count": "{:,.0f}", "share": "{:.1%}", "months": "{:,.1f}", "year": "{:d}", "text": "{}"}
CENTIMETRES_A_CHARACTER = 0.2

_NUMBERS = (
    '<number:number-style style:name="N_count"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="N_months"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="N_year"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>'
    '<number:percentage-style style:name="N_share"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
)


def _style(name: str, number: str = "", cell: str = "", text: str = "") -> str:
    shown = f' style:data-style-name="{number}"' if number else ""
    parent = ' style:parent-style-name="Default"'
    inner = f"<style:table-cell-properties {cell}/>" if cell else ""
    inner += f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{parent}{shown}>'
        f"{inner}</style:style>"
    )


STYLES = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES}><office:styles>'
    '<style:default-style style:family="table-cell"><style:text-properties '
    'fo:language="en" fo:country="GB" fo:font-family="Arial" fo:font-size="12pt"/>'
    f"</style:default-style>{_NUMBERS}"
    '<style:style style:name="Default" style:family="table-cell"/>'
    + _style("Title", text='fo:font-weight="bold" fo:font-size="15pt"')
    + _style("Line")
    + _style(
        "Header",
        cell='fo:wrap-option="wrap" fo:border-bottom="0.5pt solid #000000"',
        text='fo:font-weight="bold"',
    )
    + _style("Text", cell='fo:wrap-option="wrap" style:vertical-align="top"')
    + "".join(
        _style(form.capitalize(), f"N_{form}") for form in ("count", "share", "months", "year")
    )
    + "</office:styles></office:document-styles>"
)
SETTINGS = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-settings {NAMESPACES}>'
    "<office:settings/></office:document-settings>"
)
_PARTS = (
    ("/", MIME_TYPE),
    *((f"{name}.xml", "text/xml") for name in ("content", "styles", "meta", "settings")),
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in _PARTS
    )
    + "</manifest:manifest>"
)


def column_style(width: int) -> str:
    """The style of a column so many characters wide."""
    centimetres = width * CENTIMETRES_A_CHARACTER + 0.4
    return (
        f'<style:style style:name="width{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{centimetres:.2f}cm"/></style:style>'
    )
