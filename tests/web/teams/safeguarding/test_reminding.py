"""What is overdue on a concern is told once to those who lead and decide, and to nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.web.teams.cases.acting import signed
from tests.web.teams.safeguarding.raising import DUTY, NO_DUTY, closed, decided, raised, step
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.safeguarding import actions
from web.teams.safeguarding.actions.reminding import ABOUT_LATE
from web.teams.safeguarding.models import Concern
from web.teams.work.models import Notice, Task

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(each.to.name for each in Notice.objects.filter(about=ABOUT_LATE).select_related("to"))


def test_a_decision_that_waits_too_long_is_told_once(
    nurse: Any, social_worker: Any, lead: Any, colleague: Any, adult: Any
) -> None:
    raised(nurse, adult)
    assert actions.remind(by=None) == 0, "its day has not passed"
    Concern.objects.update(decide_by=today() - timedelta(days=1))
    call_command("fall_due")
    call_command("fall_due")
    assert told() == ["Amara Okafor", "Mary Whitworth"]


def test_a_step_past_its_day_is_told_too_and_again_when_the_next_is(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    actions.add_step(by=nurse, concern=concern, step=step(nurse), key=uuid.uuid4())
    assert actions.remind(by=None) == 0
    first, second = Task.every.order_by("pk")
    Task.every.filter(pk=first.pk).update(due_on=today() - timedelta(days=2))
    Task.every.filter(pk=second.pk).update(due_on=today() - timedelta(days=1))
    assert actions.remind(by=None) == actions.remind(by=None) == 1
    assert told() == ["Mary Whitworth"]
    Task.every.filter(pk=first.pk).update(due_on=today())
    actions.remind(by=None)
    assert told() == ["Mary Whitworth"] * 2


def test_what_is_closed_or_kept_from_somebody_is_not_told_them(
    nurse: Any, social_worker: Any, lead: Any, adult: Any
) -> None:
    closed(social_worker, decided(social_worker, raised(nurse, adult), *NO_DUTY))
    raised(nurse, adult, kept_from=[lead.pk])
    Concern.objects.update(decide_by=today() - timedelta(days=1))
    assert actions.remind(by=None) == 1
    assert told() == ["Mary Whitworth"]


def test_a_step_of_who_left_the_team_is_shown_to_be_without_its_owner(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern = decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    there = reverse("teams:safeguarding_concern", args=[adult.pk, concern.pk])
    left = "who is not of the team today: agree a new step"
    assert left not in signed(social_worker).get(there).content.decode()
    Membership.objects.filter(user=nurse).update(ends_before=today())
    page = signed(social_worker).get(there).content.decode()
    assert f"Grace Adeyemi, {left}" in page
    assert "Grace Adeyemi and" not in page, "who left is not among those who know"
