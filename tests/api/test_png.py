"""Pictures as points: shapes exactly where they are, words whole, nothing silently left out."""

import math
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from api.png.drawing import points_of
from api.png.files import png_bytes
from api.png.letters import Words
from charts.theme import FONT

# Of Unicode's private use: it is drawn as what is not among the letters.
NO_SIGN = "\ue000"


def sheet(body: str, width: int = 60, height: int = 40) -> str:
    """An SVG as our pictures are, with something in it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="{FONT}">{body}</svg>'
    )


def words(text: str, anchor: str = "start", x: float = 5, extra: str = "") -> str:
    return (
        f'<text font-size="16" fill="#000000" text-anchor="{anchor}"{extra}>'
        f'<tspan x="{x}" y="20">{text}</tspan></text>'
    )


def darkness(points: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How much of each point is black, 0 to 1."""
    return 1 - points[..., 0].astype(np.float64) / 255


def ink_box(svg: str, scale: float = 1) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white."""
    rows, columns = np.nonzero(darkness(points_of(svg, scale)))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_shapes_lie_exactly_where_the_svg_says() -> None:
    body = (
        '<rect x="2" y="3" width="4" height="5" fill="#000000"/>'
        '<rect x="10.25" y="3" width="4" height="5" fill="#000000" stroke="none"/>'
        '<polygon points="20,3 24,3 24,8 20,8" fill="#000000"/>'
        '<path d="M30 3l4 0 0 5 -4 0z" fill="#000000" />'
        '<line x1="40" y1="5.5" x2="45" y2="5.5" stroke="#000000" stroke-width="1"/>'
    )
    drawn = darkness(points_of(sheet(body), 1))
    for left in (2, 20, 30):
        assert drawn[3:8, left : left + 4].min() == 1
    assert drawn[5, 10:15].tolist() == pytest.approx([0.75, 1, 1, 1, 0.25], abs=0.01)
    assert drawn[5, 40:45].tolist() == [1] * 5
    assert drawn.sum() == pytest.approx(4 * 20 + 5, abs=0.1)


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_circles_and_dashes_have_their_size(scale: float) -> None:
    circle = points_of(sheet('<circle cx="20" cy="20" r="6.5" fill="#000000"/>'), scale)
    assert darkness(circle).sum() / scale**2 == pytest.approx(math.pi * 6.5**2, rel=0.005)
    dashed = (
        '<line x1="0" y1="10" x2="48" y2="10" stroke="#000000" stroke-width="2" '
        'stroke-dasharray="9 7"/>'
    )
    assert darkness(points_of(sheet(dashed), scale)).sum() / scale**2 == pytest.approx(54, abs=0.1)


def test_moves_are_made_from_the_outside_in() -> None:
    square = '<rect x="10" y="0" width="4" height="4" fill="#000000"/>'
    moved = f'<g transform="translate(5 6) scale(0.5)">{square}</g>'
    assert ink_box(sheet(moved)) == (10, 6, 11, 7)
    turned = f'<g transform="rotate(90 10 10)">{square}</g>'
    assert darkness(points_of(sheet(turned), 1))[10:14, 16:20].min() == pytest.approx(1, abs=0.01)


def test_words_stand_at_their_place_and_have_their_width() -> None:
    left, _, right, bottom = ink_box(sheet(words("HIH")))
    wide = Words("HIH", 16, bold=False, colour="#000000").width
    assert wide == pytest.approx(16 * (722 + 278 + 722) / 1000, abs=0.2)
    assert 5 <= left <= 7
    assert right - left == pytest.approx(wide, abs=3)
    assert bottom == 19
    middle = ink_box(sheet(words("HIH", "middle", x=30)))
    assert (middle[0] + middle[2]) / 2 == pytest.approx(29.5, abs=1)
    end = ink_box(sheet(words("HIH", "end", x=50)))
    assert 47 <= end[2] < 50


def test_pieces_of_a_line_follow_each_other_in_their_own_style() -> None:
    plain = ink_box(sheet(words("HHH")))
    styled = words('H<tspan font-weight="bold" fill="#ff0000">H</tspan>H')
    points = points_of(sheet(styled), 1)
    red = (points[..., 0] > 200) & (points[..., 1] < 50)
    assert red.any()
    assert ink_box(sheet(styled))[2] == pytest.approx(plain[2], abs=2)
    columns = np.nonzero(red)[1]
    assert plain[0] + 8 < columns.min() < columns.max() < plain[2] - 8


def test_letters_of_any_size_are_as_wide_as_they_should_be() -> None:
    sizes = [11.3, 14.0, 15.77, 21.0]
    text = "prosecuted for breach of a protective order"
    widths = [Words(text, size, bold=True, colour="#000000").width / size for size in sizes]
    assert widths == pytest.approx([widths[1]] * 4, rel=0.004)


def test_accents_are_drawn_and_what_is_outside_is_left_out() -> None:
    assert ink_box(sheet(words("Ŵ")))[1] < ink_box(sheet(words("W")))[1]
    beyond = sheet(words("WWWWWWWWWWWWWWWW", x=-20))
    assert ink_box(beyond)[0] == 0
    assert ink_box(beyond)[2] == 59
    assert (points_of(sheet(words("W", x=500)), 1) == 255).all()


def test_every_sign_that_pictures_write_is_among_the_letters(repository: Path) -> None:
    written = [
        *(repository / "charts").glob("*.py"),
        *(repository / "data/reference").glob("*.csv"),
    ]
    signs = {sign for path in written for sign in path.read_text("utf-8") if ord(sign) > 126}
    assert {"■", "–"} <= signs
    for bold in ("normal", "bold"):
        drawn = {
            sign: png_bytes(sheet(words(f'<tspan font-weight="{bold}">{sign}</tspan>')), 1.0)
            for sign in (*signs, NO_SIGN)
        }
        assert [sign for sign in signs if drawn[sign] == drawn[NO_SIGN]] == []


def test_faint_and_turned_words_let_what_is_under_them_through() -> None:
    faint = darkness(points_of(sheet(words("HHH", extra=' fill-opacity="0.5"')), 1))
    assert faint.max() == pytest.approx(0.5, abs=0.01)
    turn = ' transform="rotate(-18 30 20)" fill-opacity="0.5"'
    turned = darkness(points_of(sheet(words("HHH", "middle", 30, turn)), 1))
    assert turned.max() == pytest.approx(0.5, abs=0.01)
    assert turned.sum() == pytest.approx(faint.sum(), rel=0.05)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ('<image href="x"/>', "image"),
        ('<g transform="skewX(4)"/>', "skewX"),
        ('<path d="M0 0C1 1 2 2 3 3" fill="#000000"/>', "C"),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(body: str, named: str) -> None:
    with pytest.raises(ValueError, match=f"{named}$"):
        points_of(sheet(body), 1)


def test_the_file_holds_exactly_the_points() -> None:
    svg = sheet(words("1,005"))
    file = png_bytes(svg, 2.0)
    width, height, *kind = struct.unpack(">IIBBBBB", file[16:29])
    assert (width, height, kind) == (120, 80, [8, 2, 0, 0, 0])
    start = file.index(b"IDAT")
    length = struct.unpack(">I", file[start - 4 : start])[0]
    content = file[start + 4 : start + 4 + length]
    check = struct.unpack(">I", file[start + 4 + length : start + 8 + length])[0]
    assert check == zlib.crc32(b"IDAT" + content)
    lines = np.frombuffer(zlib.decompress(content), np.uint8).reshape(80, 361)
    assert not lines[:, 0].any()
    assert (lines[:, 1:].reshape(80, 120, 3) == points_of(svg, 2.0)).all()
    assert file.endswith(b"IEND\xaeB`\x82")
