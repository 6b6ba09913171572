"""What leads keep for all teams follows from what they lead today, not from the role they once were given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.journeys.manchester import FIRST_TEAM
from web.accounts.roles import PERMISSIONS, Role
from web.teams.actions import leave
from web.teams.assessments.actions import AssessmentRefused, trust
from web.teams.assessments.actions.register import Scope
from web.teams.models import Membership, Team
from web.teams.permissions import KEPT_BY_LEADS

pytestmark = pytest.mark.django_db
PAGES = ("teams:asset_add", "teams:asset_import", "teams:assessment_assessors", "teams:assessment_trust")


@pytest.fixture
def lead(teamed: Any) -> Any:
    """Who leads the first team."""
    return teamed("team_lead", name="Amara Okafor")


def membership(user: Any) -> Membership:
    return Membership.objects.get(user=user)


def statuses(user: Any) -> set[int]:
    client = Client()
    user.refresh_from_db()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {client.get(reverse(name)).status_code for name in PAGES}


def may(user: Any) -> set[bool]:
    return {user.has_perm(permission) for permission in KEPT_BY_LEADS}


def test_a_lead_keeps_what_is_kept_for_all_teams(lead: Any) -> None:
    assert (may(lead), statuses(lead)) == ({True}, {200})


def test_who_left_the_team_keeps_nothing_from_that_moment(lead: Any) -> None:
    leave(by=None, membership=membership(lead))
    assert (may(lead), statuses(lead)) == ({False}, {403})


def test_who_was_given_the_role_and_no_team_keeps_nothing(
    user_of: Callable[..., Any], manchester: Any
) -> None:
    assert may(user_of("team_lead", name="Nobody's Lead")) == {False}


@pytest.mark.parametrize(
    "change",
    [
        {"role": "member"},
        {"starts_on": timezone.localdate() + timedelta(days=1)},
        {"starts_on": timezone.localdate() - timedelta(days=9), "ends_before": timezone.localdate()},
    ],
)
def test_to_belong_without_leading_or_on_another_day_is_not_enough(change: dict[str, Any], lead: Any) -> None:
    Membership.objects.filter(user=lead).update(**change)
    assert may(lead) == {False}


def test_a_team_of_another_place_gives_no_right_here(lead: Any) -> None:
    Team.objects.filter(slug=FIRST_TEAM).update(place="elsewhere")
    assert may(lead) == {False}


def test_a_member_of_a_team_who_is_named_its_lead_needs_the_role_as_well(teamed: Any) -> None:
    nurse = teamed("team_member", name="Grace Adeyemi")
    Membership.objects.filter(user=nurse).update(role="lead")
    assert may(nurse) == {False}


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.TEAM_LEAD])
def test_all_others_hold_what_their_role_holds(
    role: str, user_of: Callable[..., Any], manchester: Any
) -> None:
    user = user_of(role, name="By Role")
    for permission in KEPT_BY_LEADS:
        assert user.has_perm(permission) is (role in PERMISSIONS[permission])


def test_the_action_refuses_as_the_page_does(lead: Any, teamed: Any) -> None:
    nurse, day = teamed("team_member", name="Grace Adeyemi"), timezone.localdate()
    leave(by=None, membership=membership(lead))
    scope = Scope("Signed off", ["falls"], [nurse.organisation], day, day + timedelta(days=90))
    with pytest.raises(AssessmentRefused, match="Only who leads a team today, or an administrator"):
        trust(by=lead, user=nurse, scope=scope, key=uuid4())


def test_asking_takes_one_question_however_many_teams_there_are(lead: Any) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lead.has_perm("teams.keep_directory")
    assert len(asked) == 1
