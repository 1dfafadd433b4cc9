"""What every test of the loader needs, made before any of them changes how the loader works."""

from __future__ import annotations

import pytest

from tests.etl.builders import served_data


@pytest.fixture(scope="session", autouse=True)
def _an_edition_is_served() -> None:
    served_data()
