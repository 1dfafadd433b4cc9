"""Seconds of fuzzing: whatever the bytes are, only our own errors come out. ``make fuzz``: minutes.

Half of the inputs are good ones that were changed in a few places, the others are made up.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, seeds

EXAMPLES = {"zip": 80, "csv": 60, "content": 200, "query": 300, "period": 300}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """A good input with some bytes replaced, put in, taken out or cut off."""
    content = bytearray(draw(st.sampled_from(seeds(name))))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.integers(0, 6))
        content[start:end] = draw(st.binary(max_size=6))
    return bytes(content)


@pytest.mark.parametrize("name", TARGETS)
def test_only_our_own_errors_come_out(name: str) -> None:
    @settings(max_examples=EXAMPLES[name], suppress_health_check=SLOW)
    @given(st.one_of(changed(name), st.binary(max_size=400)))
    @example(b"")
    def fuzz(content: bytes) -> None:
        TARGETS[name](content)

    fuzz()


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_pass(name: str) -> None:
    for content in seeds(name):
        TARGETS[name](content)
