"""A demonstration's work: alive in every state, dated before now, of made-up people alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from lco.teams.workflow import Act, State
from web.audit.models import AuditEntry
from web.records.models import Person
from web.teams.access.models import BrokenGlass, OptOut, SharingPreference
from web.teams.assessments.models import Assessment
from web.teams.assets.models import Connection
from web.teams.cases.models import BestInterests, Case, CaseEvent, HandOver, Referral
from web.teams.demonstration import DemonstrationRefused, Made, seed_work
from web.teams.meetings.models import Meeting, MeetingState
from web.teams.plans.models import PlanVersion
from web.teams.safeguarding.models import Concern
from web.teams.staff.models import Absence
from web.teams.work.models import Status, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def members(user_of: Callable[..., Any], manchester: Any) -> Callable[[], Any]:
    """Lets a lead and a nurse join each of two teams."""
    from lco.place.pack import load_place
    from web.teams.actions import seed_demo_teams

    user_of("privacy_officer")
    users = [
        user_of(role, name=f"{role} {number}") for number in (1, 2) for role in ("team_lead", "team_member")
    ]
    return lambda: seed_demo_teams(by=None, place=load_place("manchester"), users=users)


@pytest.fixture
def made(members: Callable[[], Any]) -> Made:
    """The work made up once."""
    found = seed_work(by=None, memberships=members)
    assert found is not None
    return found


def test_the_teams_are_alive(made: Made) -> None:
    assert made.steps > 100
    states = set(Case.objects.values_list("state", flat=True))
    assert states >= {each.value for each in State} - {State.DIED}
    assert Assessment.objects.exists() and PlanVersion.objects.exists()
    assert set(Meeting.objects.values_list("state", flat=True)) == {MeetingState.CLOSED, MeetingState.PLANNED}
    assert Absence.objects.exists() and SharingPreference.objects.exists() and OptOut.objects.exists()
    assert BrokenGlass.objects.unreviewed().count() == 1
    assert Referral.objects.exists() and BestInterests.objects.exists() and Connection.objects.exists()
    assert HandOver.objects.waiting().count() == 1
    today = timezone.localdate()
    tasks = Task.objects.filter(status=Status.OPEN)
    assert tasks.filter(due_on=today).exists() and tasks.filter(due_on__lt=today).exists()


def test_concerns_stand_at_every_turn_and_few_know_of_them(made: Made) -> None:
    stages = list(Concern.objects.order_by("pk").values_list("stage", flat=True))
    assert sorted(set(stages)) == ["closed", "finding_out", "raised"]
    assert len(stages) == 6, "three in each of the two teams that work through real actions"
    steps = Task.every.filter(came_from="safeguarding")
    assert steps.count() == 4 and not Task.objects.filter(came_from="safeguarding").exists()


def test_nothing_is_dated_after_now_and_acts_follow_each_other(made: Made) -> None:
    now = timezone.now()
    assert not CaseEvent.objects.filter(at__gt=now).exists()
    assert not Case.objects.filter(opened_at__gt=now).exists()
    assert (
        not Task.objects.filter(made_at__gt=now).exists()
        and not Task.objects.filter(done_at__gt=now).exists()
    )
    for case in Case.objects.prefetch_related("events"):
        acts = sorted(case.events.all(), key=lambda event: event.at)
        assert all(event.at >= case.opened_at for event in acts)
        assert case.state == (acts[-1].to_state if acts else State.FOUND)


def test_the_audit_trail_tells_the_true_time(members: Callable[[], Any]) -> None:
    began = timezone.now()
    seed_work(by=None, memberships=members)
    assert not AuditEntry.objects.filter(at__lt=began, detail__startswith="found for").exists()
    assert AuditEntry.objects.filter(object_kind="demonstration").count() == 1


def test_made_up_a_second_time_it_changes_nothing(made: Made, members: Callable[[], Any]) -> None:
    before = (Case.objects.count(), CaseEvent.objects.count(), Task.objects.count())
    assert seed_work(by=None, memberships=members) is None
    assert (Case.objects.count(), CaseEvent.objects.count(), Task.objects.count()) == before


def test_no_work_is_made_up_beside_a_real_person(members: Callable[[], Any]) -> None:
    somebody = Person.objects.order_by("pk")[0]
    Person.objects.filter(pk=somebody.pk).update(is_synthetic=False)
    with pytest.raises(DemonstrationRefused, match="synthetic people alone"):
        seed_work(by=None, memberships=members)
    assert not Case.objects.exists()


def test_the_clock_is_put_right_again(made: Made) -> None:
    assert abs((timezone.now() - Case._meta.get_field("opened_at").get_default()).total_seconds()) < 60
    assert CaseEvent.objects.filter(act=Act.INCLUDE).exists()
