"""What a share is a share of: “of the 859 people convicted”, “nine in ten offenders sentenced”."""

from __future__ import annotations

import re

from stories.reading.mentions import MASK, Mention, Scan
from stories.reading.quantities import FRACTION
from stories.reading.zones import Zone

Cue = tuple[str, str | None]
# "of those convicted", "of the 859 people prosecuted": what a share is a share of.
_BASE = re.compile(
    r"(?:(?<!number )(?<!numbers )(?<!total )(?<!ratio )(?<!figure )\bof|\bamong|\bamongst)"
    r"\s+(?:(?:all|the|those|people|persons|defendants|offenders"
    rf"|individuals|women|men|females?|males?|{MASK}+)\s+)*(?:who\s+(?:were|was|had been)\s+)?"
    r"(?:given\s+)?$"
)
# "nine in ten offenders sentenced": the same without "of".
_PART_OF = re.compile(
    rf"^\W*{MASK}+\s+(?:people|persons|defendants|offenders|individuals)"
    r"\s+(?:who\s+(?:were|was)\s+)?$"
)


def find_base(scan: Scan, measures: list[Mention], zone: Zone) -> Mention | None:
    """The measure that is named as the whole of a share, if one is."""
    part = any(one.kind == FRACTION for one in zone.quantities)
    for mention in measures:
        before = scan.rest[zone.start : mention.start]
        whole = _BASE.search(before) or (part and _PART_OF.search(before))
        if whole and mention.value[0] not in ("conviction_ratio", "custody_rate"):
            return mention
    return None


def base_span(scan: Scan, base: Mention) -> tuple[Cue, int, int]:
    """The measure of a whole, and where its phrase begins and ends."""
    phrase = _BASE.search(scan.rest[: base.start])
    return base.value, phrase.start() if phrase else base.start, base.end
