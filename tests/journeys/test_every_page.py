"""Every page, filled, empty and in error: accessible, fits a telephone, and its picture for the docs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.manchester import FIRST_TEAM

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

AREA = "ancoats_clayton_and_bradford"
FIGURE = f"indicator/emergency_admissions/{AREA}"
# name of the picture, role, URL name, its arguments, query
PAGES = [
    ("teams", "administrator", "teams:teams", [], ""),
    ("team", "team_lead", "teams:team", [FIRST_TEAM], ""),
    ("my-people", "team_member", "teams:people", [], ""),
    ("my-people-filtered", "team_member", "teams:people", [], "?tier=high&age=75-84&per_page=50"),
    ("my-people-nobody", "team_member", "teams:people", [], "?age=0-4&conditions=6"),
    ("my-people-refused-filter", "team_member", "teams:people", [], "?tier=purple"),
    ("judgements-none", "team_member", "teams:judgements", [], ""),
    ("person-refused", "team_member", "teams:person", [1], ""),
    ("neighbourhoods", "analyst", "population:neighbourhoods", [], ""),
    ("neighbourhood", "analyst", "population:neighbourhood", [AREA], ""),
    ("tiers-and-scores", "analyst", "population:definitions", [], ""),
    ("data-quality", "analyst", "records:quality", [], ""),
    ("loads", "analyst", "records:sources", [], ""),
    ("load", "analyst", "records:source", ["0001-synthetic"], ""),
    ("partners", "board_secretary", "board:partners", [], ""),
    ("place-pack", "board_secretary", "board:pack", [], ""),
    ("place-pack-table", "board_secretary", "board:pack_table", ["savings"], ""),
    ("place-pack-table-empty", "board_secretary", "board:pack_table", ["gateways"], ""),
    ("printed-totals", "finance_lead", "board:totals", [], ""),
    ("contradictions", "board_secretary", "board:inconsistencies", [], ""),
    ("open-book", "finance_lead", "board:figures", [], ""),
    ("open-book-search", "finance_lead", "board:figures", [], "?text=cost+per+head"),
    ("open-book-figure", "finance_lead", "board:figure", [FIGURE], ""),
    ("open-book-printed", "finance_lead", "board:figure", ["finance/gap/difference"], ""),
    ("open-book-unknown", "finance_lead", "board:figure", ["no/such/figure"], ""),
    ("profile", "analyst", "accounts:profile", [], ""),
    ("roles", "administrator", "accounts:roles", [], ""),
    ("sign-ins", "administrator", "accounts:users", [], ""),
    ("trail", "privacy_officer", "audit:trail", [], ""),
    ("trail-nothing-found", "privacy_officer", "audit:trail", [], "?act=export"),
    ("not-found", "analyst", "population:neighbourhood", ["nowhere"], ""),
]


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
def test_a_page_with_figures(page: Any, teamed: Callable[..., Any], look: Callable[..., Any]) -> None:
    name, role, view, args, query = page
    look(teamed(role), reverse(view, args=args) + query, name)


def test_the_page_of_a_person(teamed: Callable[..., Any], look: Callable[..., Any]) -> None:
    from web.teams.queries import people_seen_by

    user = teamed("team_member")
    look(user, reverse("teams:person", args=[people_seen_by(user).order_by("rank")[0].person_id]), "person")


EMPTY = [
    ("my-people-without-team", "team_member", "teams:people", []),
    ("neighbourhoods-unpublished", "analyst", "population:neighbourhoods", []),
    ("neighbourhood-unpublished", "analyst", "population:neighbourhood", [AREA]),
    ("data-quality-unloaded", "analyst", "records:quality", []),
    ("loads-unloaded", "analyst", "records:sources", []),
    ("open-book-unpublished", "finance_lead", "board:figures", []),
    ("teams-none", "team_member", "teams:teams", []),
]


@pytest.mark.parametrize("page", EMPTY, ids=[page[0] for page in EMPTY])
def test_a_page_with_nothing_on_it_says_why(
    page: Any, user_of: Callable[..., Any], settings: Any, look: Callable[..., Any]
) -> None:
    name, role, view, args = page
    settings.LCO_STORE, settings.LCO_PLACE = None, "manchester"
    shown = look(user_of(role), reverse(view, args=args), name)
    assert shown.locator(".lco-nothing").count() >= 1
