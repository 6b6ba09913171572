"""What a person sees when a page cannot be shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_says_what_to_do(client: Client) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_a_fault_of_ours_tells_nothing_of_its_inside(user_of: Callable[..., Any]) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    with patch("web.home.views.navigation.items_for", side_effect=ValueError("Jane Doe 9991234567")):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()
    assert "Jane" not in answer.content.decode()


def test_a_fault_leaves_no_person_in_the_log(
    user_of: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    import logging

    from web.config.logs import JsonLines

    client = Client(raise_request_exception=False)
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(JsonLines().format(record))  # type: ignore[method-assign]
    logging.getLogger("django.request").addHandler(handler)
    try:
        with patch("web.home.views.navigation.items_for", side_effect=ValueError("Jane Doe 9991234567")):
            client.get("/?name=Jane")
        logging.getLogger("django.request").error("Internal Server Error: /teams/people/%s", 4711_4711_4711)
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert records
    assert "ValueError" in records[0]
    assert "Jane" not in "".join(records)
    assert "9991234567" not in "".join(records)
    assert json.loads(records[-1])["event"] == "Internal Server Error: /teams/people/…"


def test_a_lost_database_is_503_with_a_time_to_come_back(user_of: Callable[..., Any]) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    with patch("web.home.views.navigation.items_for", side_effect=OperationalError("gone")):
        answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "away for a moment" in answer.content.decode()


def test_health_says_whether_the_database_answers(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    with patch("web.config.health.connection.ensure_connection", side_effect=OperationalError("gone")):
        answer = client.get("/health/ready")
        assert client.get("/health/live").status_code == 200
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_really_away_is_503_and_back_again_at_once(user_of: Callable[..., Any]) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    there = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        for path in ("/", "/place", "/health/ready"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert answer["Retry-After"] == "5"
    finally:
        connection.settings_dict["HOST"] = there
    assert client.get("/").status_code == 200
