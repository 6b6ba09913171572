"""Levels, the mental health offer, parity, asset maps and sheets: what pages say and what they withhold."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.teams.assets.conftest import HERE
from web.population.models import Listing
from web.teams.assets import areas
from web.teams.assets.actions import note_wanting, offer_service, seed_demo_directory
from web.teams.queries import people_seen_by
from web.ui import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(teamed: Any) -> Any:
    """The lead of the first team."""
    return teamed("team_lead", name="Amara Okafor")


def _page(client: Any, name: str, *args: Any, **asked: Any) -> str:
    answer = client.get(reverse(f"teams:{name}", args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_level_without_a_printed_reason_is_a_gap_and_nothing_is_filled_in(
    lead: Any, client_of: Any
) -> None:
    client = client_of(lead)
    page = _page(client, "asset_levels")
    assert "Of 56 services and offers, 11 stand above the neighbourhood without a printed reason" in page
    assert "Level not printed: the rule puts it in the neighbourhood" in page
    narrowed = _page(client, "asset_levels", level="city")
    assert "Reason not printed" in narrowed
    assert narrowed.count('role="rowheader"') == 2
    assert _page(client, "asset_levels", gap="several_levels").count('role="rowheader"') == 9


def test_the_mental_health_offer_shows_its_gaps(lead: Any, client_of: Any) -> None:
    client = client_of(lead)
    before = _page(client, "asset_mental_health")
    assert "Of 156 pairs of offer and neighbourhood, 156 have no service" in before
    seed_demo_directory(by=None, place=place.current())
    page = _page(client, "asset_mental_health")
    assert "Of 156 pairs" in page
    assert "156 have no service" not in page
    crisis = _page(client, "asset_mental_health", offer="crisis_support")
    assert crisis.count("The Haven (Manchester Night Haven)") == 12, "one for the whole city reaches all"
    gaps = _page(client, "asset_mental_health", offer="dementia", is_gap="on")
    assert "Nobody listed" in gaps
    assert "Memory clinic" not in gaps.split("Narrow the list")[1]


def test_parity_says_that_no_plan_was_agreed_yet(lead: Any, client_of: Any) -> None:
    page = _page(client_of(lead), "asset_parity")
    assert "No plan has been agreed yet" in page
    assert "lco-chart__sentence" not in page


def test_parity_counts_goals_and_withholds_small_numbers(
    lead: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = list(Listing.objects.order_by("rank").values_list("person_id", flat=True)[:60])
    kinds = [frozenset({"physical"} | ({"mental"} if at % 2 else set())) for at in range(60)]
    monkeypatch.setattr(
        "web.teams.plans.queries.goal_kinds_of_agreed_plans", lambda: iter(zip(people, kinds, strict=True))
    )
    client = client_of(lead)
    page = _page(client, "asset_parity")
    assert "50% of agreed plans hold a mental goal, 100% a physical one: mental goals are fewer." in page
    assert "Frail older people" in page
    assert ">suppressed<" in page, "a cohort of few is withheld"
    for sort in ("mental", "-plans", "cohort"):
        _page(client, "asset_parity", sort=sort)
    file = client.get(reverse("teams:asset_parity"), {"export": "csv", "purpose": "service_planning"})
    assert "suppressed" in file.content.decode("utf-8-sig").lower()


def test_the_map_has_a_point_for_each_place_and_the_list_says_the_same(lead: Any, client_of: Any) -> None:
    seed_demo_directory(by=None, place=place.current())
    page = _page(client_of(lead), "asset_map", HERE)
    assert page.count("<circle") == page.count('<li value="')
    assert "Kettle Club" in page
    assert "The Haven" in page, "the whole city's service reaches here"
    assert "Nobody noted that something was missing" in page
    assert "http://" not in page.split("lco-asset-map")[1].split("</svg>")[0]


def test_no_point_of_the_map_covers_its_scale(lead: Any, client_of: Any) -> None:
    seed_demo_directory(by=None, place=place.current())
    page = _page(client_of(lead), "asset_map", HERE)
    points = [float(y) for y in re.findall(r'<circle[^>]* cy="([\d.]+)"', page)]
    words = re.search(r'lco-asset-map__words" x="12" y="([\d.]+)"', page)
    assert points and words
    assert max(points) + 20 < float(words[1]) - 15, "the scale stands below the southernmost point"


def test_what_was_not_there_is_counted_without_small_numbers(lead: Any, client_of: Any) -> None:
    people = people_seen_by(lead).order_by("rank")[:12]
    for at, who in enumerate(people):
        need = "language" if at < 10 else "pain"
        note_wanting(by=lead, person=who.person, need=need, reason="full", key=uuid.uuid4(), note="Secret")
    shown = dict(areas.not_there(HERE))
    assert shown["Pain that stays"] == "suppressed"
    assert shown["Speaking English, interpreting"] in ("10", "suppressed")
    assert "Secret" not in _page(client_of(lead), "asset_map", HERE)


def test_every_neighbourhood_is_a_tile_and_a_row(lead: Any, client_of: Any) -> None:
    page = _page(client_of(lead), "asset_areas")
    assert page.count("lco-tile ") == 12
    assert page.count('role="rowheader"') == 12
    assert client_of(lead).get("/teams/directory/areas/atlantis").status_code == 404
    assert client_of(lead).get("/teams/directory/areas/atlantis/prevention").status_code == 404


def test_prevention_puts_the_sheet_beside_the_group(listed: Any, lead: Any, client_of: Any) -> None:
    listed()
    page = _page(client_of(lead), "asset_prevention", HERE)
    assert "Meeting people again" in page
    assert "Tuesday 10:30-12:30" in page


def test_a_sheet_says_when_to_ask_for_help_and_who_checked_it(lead: Any, client_of: Any) -> None:
    client = client_of(lead)
    assert "Steady on your feet" in _page(client, "asset_self_care", need="falls")
    assert "Drinking less" not in _page(client, "asset_self_care", need="falls")
    page = _page(client, "asset_sheet", "steady_on_your_feet")
    assert "When to ask for help" in page
    assert "Not yet checked by a clinician of the place" in page
    assert client.get(reverse("teams:asset_sheet", args=["no-such-sheet"])).status_code == 404


def test_what_a_person_takes_home_holds_their_sheets_and_their_groups(
    lead: Any, somebody: Any, listed: Any, client_of: Any
) -> None:
    offer_service(by=lead, person=somebody.person, service=listed(), need="", key=uuid.uuid4())
    client, address = client_of(lead), reverse("teams:asset_take_home", args=[somebody.person_id])
    assert "Which sheets?" in client.get(address).content.decode()
    page = client.post(address, {"sheets": ["sleep", "pain"], "is_large": "on"}).content.decode()
    for words in ("Sleeping better", "Living with pain that stays", "Kettle Club", "lco-sheet--large"):
        assert words in page
    assert client.post(address, {"sheets": ["magic"]}).status_code == 422


@pytest.mark.parametrize(
    "name", ["asset_areas", "asset_map", "asset_prevention", "asset_mental_health", "asset_levels"]
)
def test_the_number_of_queries_does_not_grow(name: str, lead: Any, listed: Any, client_of: Any) -> None:
    args = [HERE] if name in ("asset_map", "asset_prevention") else []
    client, address, counted = client_of(lead), reverse(f"teams:{name}", args=args), []
    client.get(address)
    for more in (2, 20):
        for number in range(more):
            listed(name=f"Club {number}", offer="crisis_support")
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert len(set(counted)) == 1, counted
    assert counted[0] <= 15
