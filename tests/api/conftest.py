"""The API on a bare Flask server, over a tiny edition that a test can count on its fingers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import api
from outcomes.store import open_store
from tests.builders import make_edition

Row = dict[str, Any]
MakeClient = Callable[..., FlaskClient]

NON_MOLESTATION = "Breach of a non-molestation order"


def proceedings() -> list[Row]:
    """Two areas, two years, two offences; women in one year of one area."""
    return [
        {"year": 2018, "sex": "male", "prosecutions": 900, "convictions": 800},
        {"year": 2018, "sex": "female", "prosecutions": 100, "convictions": 71},
        {"year": 2019, "sex": "male", "prosecutions": 1005, "convictions": 871},
        {"year": 2019, "sex": "male", "prosecutions": 7, "convictions": 0, "age_range": "18-20"},
        {"year": 2019, "police_force_area": "Kent", "prosecutions": 3, "convictions": 4},
        {
            "year": 2019,
            "offence": NON_MOLESTATION,
            "offence_code": "8.21",
            "prosecutions": 20,
            "convictions": 12,
        },
    ]


def sentences() -> list[Row]:
    """Two outcomes of one area and year, with lengths."""
    return [
        {"year": 2019, "sentenced": 30, "sentence_outcome": "fine"},
        {
            "year": 2019,
            "sentenced": 10,
            "sentence_outcome": "immediate custody",
            "custodial_length": "6 months",
            "acsl_persons": 10,
            "acsl_months": 60.5,
        },
    ]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the tiny edition; shared, so nothing may be written there."""
    data_dir = tmp_path_factory.mktemp("tiny")
    make_edition(data_dir, proceedings(), sentences())
    return data_dir


@pytest.fixture
def make_client() -> MakeClient:
    """Makes a client of the API over a data directory."""

    def make(data_dir: Path) -> FlaskClient:
        server = Flask("test")
        # As Dash does: whatever no other route takes is a page.
        server.add_url_rule("/<path:page>", "page", lambda page: f"page {page}")
        api.register(server, open_store(data_dir))
        return server.test_client()

    return make


@pytest.fixture
def client(make_client: MakeClient, tiny: Path) -> Iterator[FlaskClient]:
    """A client of the API over the tiny edition."""
    with make_client(tiny) as client:
        yield client
