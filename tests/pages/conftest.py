"""The app on the demonstration edition, on a tiny edition, and on none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_edition
from tests.pages.reading import reading


@pytest.fixture
def tiny_client(app: Any, tmp_path: Path) -> Iterator[Any]:
    """A client of the app over one area and one offence, of which a test can know every figure."""
    proceedings = [
        {"year": 2018, "prosecutions": 1005, "convictions": 871},
        {"year": 2019, "prosecutions": 991, "convictions": 860, "sex": "male"},
        {"year": 2019, "prosecutions": 3, "convictions": 2, "sex": "female"},
    ]
    sentences = [
        {"year": 2019, "sentenced": 30, "sentence_outcome": "fine"},
        {"year": 2019, "sentenced": 10, "sentence_outcome": "immediate custody",
         "custodial_length": "6 months", "acsl_persons": 10, "acsl_months": 60.5},
    ]  # fmt: skip
    make_edition(tmp_path, proceedings, sentences)
    with reading(app, tmp_path) as client:
        yield client


@pytest.fixture
def empty_client(app: Any, tmp_path: Path) -> Iterator[Any]:
    """A client of the app where no edition was published."""
    with reading(app, tmp_path) as client:
        yield client
