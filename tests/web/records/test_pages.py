"""The pages of loads and of the quality of the records."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from web.records import checking, queries

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


def test_the_checks_on_the_page_are_those_of_the_report(manchester: Any, analyst: Client) -> None:
    from lco.engine import connect
    from lco.records.quality import quality_report

    index_on = manchester.run.manifest.index_on
    report = quality_report(manchester.store, connect(), index_on)
    assert checking.checks(is_waited_for=False) == report
    page = analyst.get(reverse("records:quality"), {"check": "completeness", "is_failing": "on"})
    found = [row for row in report if row.check == "completeness" and row.count]
    content = page.content.decode()
    for row in found[:5]:
        assert row.meaning in content
    assert "rows that say the same as another" not in content


def test_too_many_rows_send_one_to_the_command_line(analyst: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(checking, "_made", {})
    monkeypatch.setattr(checking, "MOST", 10)
    page = analyst.get(reverse("records:quality")).content.decode()
    assert "takes longer than a page may" in page
    assert "lco records quality" in page


def test_many_rows_are_checked_while_the_page_is_looked_at(analyst: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(checking, "_made", {})
    monkeypatch.setattr(checking, "WAITED_FOR", 10)
    assert "Every row is being checked" in analyst.get(reverse("records:quality")).content.decode()
    waited = analyst.get(reverse("records:quality"), {"wait": 1}).content.decode()
    assert "Every row is being checked" not in waited
    assert "Checks of the records" in waited
    assert "Checks of the records" in analyst.get(reverse("records:quality")).content.decode()


def test_a_store_that_is_not_there_is_an_empty_page(user_of: Any, settings: Any, tmp_path: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = tmp_path / "nothing", "manchester"
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("records:quality", "records:sources"):
        response = client.get(reverse(name))
        assert response.status_code == 200
        assert "Nothing has been loaded yet" in response.content.decode()
