from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from charts.labels import EndLabel, end_labels, fitting, spread

PLACES = st.lists(st.tuples(st.floats(0, 400), st.floats(10, 60)), min_size=1, max_size=8)


@given(PLACES)
def test_labels_never_overlap(places: list[tuple[float, float]]) -> None:
    wanted, heights = [one for one, _ in places], [one for _, one in places]
    centres = spread(wanted, heights)
    boxes = sorted(
        (centre - height / 2, centre + height / 2)
        for centre, height in zip(centres, heights, strict=True)
    )
    assert all(lower[1] <= upper[0] + 1e-6 for lower, upper in pairwise(boxes))
    assert boxes[0][0] >= -1e-6


def test_labels_with_room_stay_where_their_lines_end() -> None:
    assert spread([20.0, 100.0, 300.0], [20, 20, 20]) == [20, 100, 300]


def test_close_labels_move_apart_evenly_and_keep_their_order() -> None:
    assert spread([100.0, 104.0], [20, 20]) == [92, 112]


def test_a_label_is_shifted_from_the_end_of_its_line_by_what_it_moved() -> None:
    labels = [EndLabel("Kent", 2018, 10, "#12436D"), EndLabel("Essex", 2018, 10, "#F46A25")]
    parts = end_labels(labels, 16, 200, 10)
    assert [part["y"] for part in parts] == [10, 10]
    assert parts[0]["yshift"] == -parts[1]["yshift"] < 0
    assert parts[1]["font"]["color"] == "#B34A12"


def test_the_first_labels_are_kept_where_not_all_have_room() -> None:
    labels = [EndLabel(str(number), 2018, 0, "#12436D") for number in range(9)]
    kept = fitting(labels, 16, 200, 70)
    assert [label.text for label in kept] == ["0", "1", "2"]
