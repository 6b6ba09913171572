"""An ending that was a mistake is taken back: what it ended comes back, and nothing else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import TO_ACTIVE, act, at_once, do, signed
from tests.web.teams.meetings.setting import planned as planned_meeting
from web.audit.models import AuditEntry
from web.teams.cases import actions
from web.teams.cases.models import CaseEvent, HandOver, HandOverState
from web.teams.meetings import actions as meetings
from web.teams.meetings.models import AgendaItem, ItemState
from web.teams.meetings.queries import not_reached
from web.teams.models import Membership
from web.teams.work.actions import add_task, finish_task, reopen_task
from web.teams.work.models import Notice, Task, TaskAct, TaskEvent

pytestmark = pytest.mark.django_db
DEATH, BACK = Act.RECORD_DEATH, Act.REOPEN


def planned(by: Any, case: Any, title: str = "Ring", **values: Any) -> Task:
    """Plan something for the person of a case."""
    given = {"owner": by, "due_on": timezone.localdate(), **values}
    return add_task(by=by, team=case.team, title=title, key=uuid.uuid4(), case=case, **given)


def now(*tasks: Task) -> list[str]:
    """Return how far each task is."""
    return [Task.objects.get(pk=each.pk).status for each in tasks]


def test_what_the_ending_closed_is_to_be_done_again_with_its_history(
    nurse: Any, lead: Any, active: Any
) -> None:
    case = active()
    start = timezone.now() + timedelta(days=2)
    visit = planned(nurse, case, kind="visit", starts_at=start, ends_at=start + timedelta(hours=1))
    call = planned(nurse, case)
    do(nurse, case, DEATH)
    assert now(visit, call) == ["cancelled", "cancelled"]
    do(lead, case, BACK)
    assert now(visit, call) == ["open", "open"]
    visit.refresh_from_db()
    assert (visit.outcome, visit.done_at, visit.done_by) == ("", None, None)
    assert (visit.starts_at, visit.owner) == (start, nurse)
    said = list(TaskEvent.objects.filter(task=visit).values_list("act", "note", "by"))
    assert said == [(TaskAct.CANCELLED, "", nurse.pk), (TaskAct.REOPENED, "Ended: died", lead.pk)]
    assert CaseEvent.objects.get(act=BACK).detail == "brings back 2 tasks"
    assert AuditEntry.objects.filter(detail__endswith="to be done after all").count() == 2
    assert Notice.objects.get(to=nurse, about__startswith="An ending was taken back").person == case.person


def test_what_was_closed_before_stays_closed(nurse: Any, lead: Any, active: Any) -> None:
    case = active()
    done, needless, open_one = (planned(nurse, case) for _ in range(3))
    finish_task(by=nurse, task=done, outcome="Rung")
    finish_task(by=nurse, task=needless, outcome="No telephone", is_needed=False)
    do(nurse, case, DEATH)
    do(lead, case, BACK)
    assert now(done, needless, open_one) == ["done", "cancelled", "open"]
    assert Task.objects.get(pk=needless.pk).outcome == "No telephone"


def test_of_two_endings_the_last_alone_is_taken_back(nurse: Any, lead: Any, active: Any) -> None:
    case = active()
    first, second = planned(nurse, case), planned(nurse, case)
    do(nurse, case, DEATH)
    do(lead, case, BACK)
    finish_task(by=nurse, task=first, outcome="Moot", is_needed=False)
    do(nurse, case, DEATH)
    do(lead, case, BACK)
    assert now(first, second) == ["cancelled", "open"]


def test_the_same_form_sent_again_has_one_effect(nurse: Any, lead: Any, active: Any) -> None:
    case = active()
    task, key = planned(nurse, case), uuid.uuid4()
    do(nurse, case, DEATH)
    first = act(lead, case, BACK, key=key)
    finish_task(by=nurse, task=task, outcome="Moot after all", is_needed=False)
    assert act(lead, case, BACK, key=key) == first
    assert now(task) == ["cancelled"], "the retry does not undo what was decided since"
    opened = TaskEvent.objects.filter(task=task, act=TaskAct.REOPENED)
    assert opened.count() == 1
    assert reopen_task(by=nurse, task=task, key=opened[0].key).status == "cancelled"


def test_nothing_that_is_open_or_done_is_reopened(nurse: Any, active: Any) -> None:
    case = active()
    task = planned(nurse, case)
    assert reopen_task(by=nurse, task=task, key=uuid.uuid4()).version == task.version
    finish_task(by=nurse, task=task, outcome="Rung")
    assert reopen_task(by=nurse, task=task, key=uuid.uuid4()).status == "done"


def test_an_owner_who_left_the_team_meanwhile_is_released(nurse: Any, lead: Any, active: Any) -> None:
    case = active()
    task = planned(nurse, case)
    do(nurse, case, DEATH)
    Membership.objects.filter(user=nurse).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_before=timezone.localdate()
    )
    do(lead, case, BACK)
    task.refresh_from_db()
    assert (task.status, task.owner, task.organisation) == ("open", None, nurse.organisation)
    assert TaskEvent.objects.get(task=task, act=TaskAct.REOPENED).from_owner == nurse


def test_an_offer_to_another_team_waits_again(
    nurse: Any, lead: Any, active: Any, other_team: Any, teamed: Any
) -> None:
    theirs = teamed("team_lead", team=other_team.slug, name="Dawn Price")
    case = active()
    offer = actions.hand_over(
        by=nurse, case=case, to_team=other_team, reason="moved_home", told="Rings at ten", key=uuid.uuid4()
    )
    do(nurse, case, DEATH)
    offer.refresh_from_db()
    assert offer.state == HandOverState.TAKEN_BACK
    do(lead, case, BACK)
    offer.refresh_from_db()
    assert (offer.state, offer.answered_at, offer.answer) == (HandOverState.OFFERED, None, "")
    assert Notice.objects.filter(to=theirs, about="A person is offered to your team again.").count() == 1


def test_an_offer_taken_back_before_stays_taken_back(
    nurse: Any, lead: Any, active: Any, other_team: Any
) -> None:
    case = active()
    given = {"by": nurse, "case": case, "to_team": other_team, "reason": "moved_home", "told": "Rings at ten"}
    actions.take_back(by=nurse, hand_over=actions.hand_over(**given, key=uuid.uuid4()), key=uuid.uuid4())
    do(nurse, case, DEATH)
    do(lead, case, BACK)
    assert HandOver.objects.get().state == HandOverState.TAKEN_BACK


@pytest.fixture
def listed(nurse: Any, found: Any, team: Any) -> Any:
    """A case on the agenda of tomorrow's meeting."""
    case = found()
    do(nurse, case, *TO_ACTIVE[:4])
    asked = {"meeting": planned_meeting(team, nurse), "case": case, "because": "New"}
    return meetings.put_on_agenda(by=nurse, **asked, key=uuid.uuid4())


def test_who_stood_on_an_agenda_stands_there_again(nurse: Any, lead: Any, listed: Any) -> None:
    case = listed.case
    do(nurse, case, DEATH)
    do(lead, case, BACK)
    listed.refresh_from_db()
    assert (case.state, listed.state) == (State.LISTED, ItemState.WAITING)


def test_who_missed_the_meeting_meanwhile_waits_for_the_next(
    nurse: Any, lead: Any, listed: Any, team: Any
) -> None:
    case = listed.case
    do(nurse, case, DEATH)
    given = {"by": nurse, "meeting": listed.meeting, "note": "Nobody to discuss"}
    meetings.close_meeting(**given, key=uuid.uuid4(), version=None)
    assert AgendaItem.objects.get().state == ItemState.REMOVED
    do(lead, case, BACK)
    assert CaseEvent.objects.get(act=BACK).detail == "brings back the wait for the next meeting"
    assert [each.case for each in not_reached(team)] == [case]


def test_the_lead_is_told_beforehand_what_comes_back(
    client: Client, nurse: Any, lead: Any, active: Any
) -> None:
    case = active()
    planned(nurse, case), planned(nurse, case)
    do(nurse, case, DEATH)
    page = signed(lead).get(reverse("teams:case_act", args=[case.person_id, BACK.value])).content.decode()
    assert "Taking the ending back brings back 2 tasks as well." in page


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_take_it_back_once(nurse: Any, lead: Any, teamed: Any, active: Any) -> None:
    case = active()
    task = planned(nurse, case)
    do(nurse, case, DEATH)
    outcomes = at_once(2, lambda: act(lead, case, BACK))
    assert sorted(outcomes) == ["CaseRefused", "done"]
    assert (now(task), TaskEvent.objects.filter(act=TaskAct.REOPENED).count()) == (["open"], 1)
