"""A national data opt-out leaves people out of files for purposes beyond their care, and of nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import Act, AuditEntry
from web.population.models import Listing
from web.teams.access.actions import record_opt_out
from web.teams.models import Team
from web.teams.queries import people_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(teamed: Callable[..., Any], client: Client) -> Client:
    """The browser of the first team's lead."""
    client.force_login(teamed("team_lead"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def somebody(manchester: Any) -> Listing:
    """One of the first team's people."""
    return people_of(Team.objects.get(slug=FIRST_TEAM)).select_related("person").order_by("rank")[0]


@pytest.fixture
def officer(user_of: Callable[..., Any]) -> Any:
    """Who keeps the opt-outs."""
    return user_of("privacy_officer")


def opt_out(officer: Any, who: Listing, kind: str, *, is_out: bool = True) -> None:
    record_opt_out(
        by=officer,
        person=who.person,
        kind=kind,
        is_out=is_out,
        said_on=timezone.localdate(),
        source="National service",
        key=uuid.uuid4(),
    )


def taken(client: Client, purpose: str) -> str:
    where = reverse("teams:people")
    return client.get(where, {"export": "csv", "purpose": purpose}).content.decode("utf-8-sig")


def test_a_file_for_planning_leaves_them_out_and_says_so(
    lead: Client, somebody: Listing, officer: Any
) -> None:
    name, all_of_them = somebody.person.full_name, len(taken(lead, "service_planning").splitlines())
    opt_out(officer, somebody, "national")
    file = taken(lead, "service_planning")
    assert name not in file
    assert "people with a national data opt-out are left out" in file
    assert len(file.splitlines()) == all_of_them - 1
    row = AuditEntry.objects.filter(act=Act.EXPORT).latest("pk")
    assert row.detail.startswith(f"{people_of(Team.objects.get(slug=FIRST_TEAM)).count() - 1:} rows")


@pytest.mark.parametrize("purpose", ["direct_care", "complaint_or_incident", "audit"])
def test_a_file_about_their_own_care_has_them(
    lead: Client, somebody: Listing, officer: Any, purpose: str
) -> None:
    opt_out(officer, somebody, "national")
    assert somebody.person.full_name in taken(lead, purpose)


def test_another_opt_out_or_one_taken_back_leaves_nobody_out(
    lead: Client, somebody: Listing, officer: Any
) -> None:
    opt_out(officer, somebody, "stratification")
    opt_out(officer, somebody, "national")
    opt_out(officer, somebody, "national", is_out=False)
    file = taken(lead, "service_planning")
    assert somebody.person.full_name in file
    assert "left out" not in file
