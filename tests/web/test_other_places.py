"""Rochdale and Bury run from their packs with no code of their own: every page opens for them too."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lco.place.pack import load_place

pytestmark = pytest.mark.django_db
PAGES = (
    "population:neighbourhoods",
    "population:definitions",
    "records:quality",
    "board:partners",
    "board:pack",
    "board:totals",
    "board:inconsistencies",
    "board:figures",
)


@pytest.fixture
def analyst(user_of: Any) -> Client:
    """An analyst, signed in."""
    client = Client()
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_every_page_opens_and_names_the_place(place: str, analyst: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    name = load_place(place).name
    for page in PAGES:
        response = analyst.get(reverse(page))
        assert response.status_code == 200, page
        content = response.content.decode()
        assert name in content
        assert "Manchester Local Care" not in content, page


@pytest.mark.parametrize("place", ["rochdale", "bury"])
def test_every_neighbourhood_has_its_page(place: str, analyst: Client, settings: Any) -> None:
    settings.LCO_STORE, settings.LCO_PLACE = None, place
    for area in load_place(place).neighbourhoods:
        page = analyst.get(reverse("population:neighbourhood", args=[area.id]))
        assert page.status_code == 200
        assert area.name.replace("'", "&#39;") in page.content.decode()
