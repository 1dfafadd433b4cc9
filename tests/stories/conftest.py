"""The edition of the published story, made once a run."""

from __future__ import annotations

import pytest

from outcomes.store import LoadedEdition
from stories.story import Story, build_story
from tests.stories.west_midlands import AREA, FAMILY, load


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedEdition:
    """The edition of the published West Midlands story."""
    return load(tmp_path_factory.mktemp("west-midlands"))


@pytest.fixture(scope="session")
def story(loaded: LoadedEdition) -> Story:
    """The story of the West Midlands in 2017."""
    return build_story(loaded, AREA, FAMILY, 2017)
