from __future__ import annotations

from charts.text import escape, plain, text_width, wrap


def test_width_of_a_line_in_arial() -> None:
    assert round(text_width("0123456789", 10), 3) == 55.6
    assert text_width("iiii", 16) < text_width("mmmm", 16) / 3


def test_bold_is_wider() -> None:
    assert text_width("1,005", 16, bold=True) > text_width("1,005", 16)


def test_lines_are_no_wider_than_told_and_lose_no_word() -> None:
    text = "991 defendants were prosecuted for breach of a protective order in 2017"
    lines = wrap(text, 16, 180)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(text_width(line, 16) <= 180 for line in lines)


def test_a_word_that_is_too_wide_stays_whole() -> None:
    assert wrap("Northamptonshire", 16, 20) == ["Northamptonshire"]


def test_no_text_gives_no_line() -> None:
    assert wrap("  ", 16, 100) == []


def test_markup_in_a_name_is_escaped_and_taken_off_again() -> None:
    assert escape("a <b> & c") == "a &lt;b&gt; &amp; c"
    assert plain("<b>991</b><br>defendants") == "991 defendants"
