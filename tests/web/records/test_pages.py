"""The pages of loads and of the quality of the records."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from web.records import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(manchester: Any, user_of: Any) -> Client:
    """An analyst, signed in."""
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_load_shows_what_became_of_every_row(manchester: Any, analyst: Client) -> None:
    (batch,) = queries.batches()
    page = analyst.get(reverse("records:source", args=[batch.batch])).content.decode()
    for rows in batch.rows:
        assert rows.table.replace("_", " ") in page
        assert f"{rows.read:,}" in page
    for file in batch.files:
        assert file.sha256 in page


def test_an_unknown_load_is_no_page(analyst: Client) -> None:
    assert analyst.get(reverse("records:source", args=["0099-nothing"])).status_code == 404


def test_the_checks_on_the_page_are_those_of_the_run(manchester: Any, analyst: Client) -> None:
    published = {name for name in manchester.run.figures if name.startswith("quality/")}
    shown = {check.figure.figure for check in queries.checks()}
    assert shown | {figure.figure for figure in queries.quality_headlines()} == published
    asked = {"table": "addresses"}
    page = analyst.get(reverse("records:quality"), asked).content.decode()
    for check in queries.checks():
        assert (reverse("board:figure", args=[check.figure.figure]) in page) == (check.table == "addresses")


def test_only_what_was_found_is_shown_when_asked(manchester: Any, analyst: Client) -> None:
    page = analyst.get(reverse("records:quality"), {"shown": "found"}).content.decode()
    clean = [check for check in queries.checks() if check.figure.value == 0]
    assert clean
    assert not any(f'"{reverse("board:figure", args=[check.figure.figure])}"' in page for check in clean)


def test_a_small_number_of_rows_is_withheld_on_the_page(manchester: Any, analyst: Client) -> None:
    hidden = [check for check in queries.checks() if check.figure.is_suppressed]
    for check in hidden:
        page = analyst.get(reverse("records:quality"), {"table": check.table}).content.decode()
        assert "suppressed" in page


def test_a_store_that_is_not_there_is_an_empty_page(user_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = tmp_path / "nothing", "manchester"
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("records:quality", "records:sources"):
        response = client.get(reverse(name))
        assert response.status_code == 200
        assert "Nothing has been loaded yet" in response.content.decode()
