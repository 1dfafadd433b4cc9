"""How the charts of all areas are read, and what they cannot tell."""

from __future__ import annotations

from charts.reading import Reading

AREA_READINGS: dict[str, Reading] = {
    "tilemap": Reading(
        "Map of equal squares",
        (
            (
                "Each square is one police force area, placed roughly where it lies, so that small "
                "areas can be seen as well as large ones. Darker is more; the key tells the values "
                "of each shade. Strokes across corners: not published."
            ),
        ),
        "Where offences happened or where people live: the area is where the case was dealt with. "
        "Darker may only mean that more people live there.",
    ),
    "boundaries": Reading(
        "Map of boundaries",
        (
            (
                "The same values and shades as in the map of squares, within the areas’ simplified "
                "boundaries. Large areas catch the eye, whatever their number of cases."
            ),
        ),
        "What the map of squares cannot tell, either. The City of London is too small to be seen.",
    ),
    "ranking": Reading(
        "Areas in order",
        (
            (
                "One bar an area, from the highest to the lowest; the area in focus is dark, "
                "England and Wales grey. Hollow bars rest on few cases or are provisional."
            ),
        ),
        "Which area does better: the order says little where areas differ in size, and small "
        "differences are often chance.",
    ),
    "funnel": Reading(
        "Funnel",
        (
            (
                "Each point is an area: how many cases it has goes to the right, its ratio "
                "upwards. The curves are the limits within which 95 and 99.8 per cent of areas "
                "would lie if only chance made them differ."
            ),
            (
                "An area outside the outer limits differs by more than chance; one inside does not "
                "show that it differs at all."
            ),
        ),
        "Why an area differs: other cases, other recording, or other decisions look alike here.",
    ),
    "dumbbell": Reading(
        "Two years",
        (
            (
                "Each row is an area: the hollow point is the earlier year, the full one the "
                "later. The line between them is the change."
            ),
            (
                "A bold name and dark points mark a change that a test tells from chance (p under "
                "0.05); the others are “little changed”."
            ),
        ),
        "What happened between the two years, or why. Across 2016 and 2017 areas were assigned "
        "anew, so part of a change may be that.",
    ),
}
