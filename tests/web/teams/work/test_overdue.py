"""The lead's queue: what comes in, what stays away, many tasks at a time with one effect each."""

from __future__ import annotations

import uuid
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from web.audit.models import AuditEntry
from web.teams.models import Team
from web.teams.queries import today
from web.teams.work import actions
from web.teams.work.models import Kind, Task, TaskEvent
from web.teams.work.overdue import dealt_with, digest, for_lead, waiting_for
from web.teams.work.queries import tasks_of_person

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _address(team: Any) -> str:
    return reverse("teams:task_overdue", args=[team.slug])


def _form(tasks: list[Any], act: str, **more: str) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "tasks": [str(task.pk) for task in tasks],
        "act": act,
        "note": "Spoken about this morning",
        **more,
    }


def test_a_task_comes_to_the_lead_after_the_days_of_its_kind(team: Any, nurse: Any, task_of: Any) -> None:
    task_of(nurse, days=-6, kind=Kind.ACTION)
    late = [task_of(nurse, days=-7, kind=Kind.ACTION), task_of(nurse, days=-1, kind=Kind.VISIT)]
    assert set(for_lead(team)) == set(late)


def test_a_task_nobody_has_by_name_comes_the_day_after(team: Any, nurse: Any) -> None:
    given = {"team": team, "title": "Chase the grant", "organisation": nurse.organisation}
    task = actions.add_task(by=nurse, due_on=today(), key=uuid.uuid4(), **given)
    assert list(for_lead(team)) == []
    assert list(for_lead(team, on=today() + timedelta(days=1))) == [task]


def test_the_digest_counts_each_task_once(team: Any, nurse: Any, lead: Any, task_of: Any) -> None:
    for owner, days in ((nurse, -9), (nurse, -40), (lead, -9)):
        task_of(owner, days=days)
    told = digest(team).in_words(today())
    assert told == "3 tasks wait for you: Grace Adeyemi 2 and Lena Okafor 1. The oldest is 40 days overdue."


def test_what_is_acknowledged_stays_away_for_a_week_and_comes_back(
    team: Any, nurse: Any, lead: Any, task_of: Any
) -> None:
    task = task_of(nurse, days=-9)
    done = actions.acknowledge(by=lead, team=team, tasks=[task.pk], note="I know", key=uuid.uuid4())
    assert (done.done, done.closed) == (1, 0)
    assert not for_lead(team).exists()
    assert list(dealt_with(team)) == [task]
    assert "Nothing waits for you" in digest(team).in_words(today())
    assert "1 more is acknowledged or put off" in digest(team).in_words(today())
    assert list(for_lead(team, on=today() + timedelta(days=7))) == [task]


def test_what_is_put_off_comes_back_on_its_day_with_the_reason(
    team: Any, nurse: Any, lead: Any, task_of: Any, browser_of: Any
) -> None:
    task, client = task_of(nurse, days=-9), browser_of(lead)
    until = today() + timedelta(days=12)
    too_far = _form([task], "snooze", until=(today() + timedelta(days=60)).isoformat())
    refused = client.post(_address(team), too_far)
    assert refused.status_code == 422
    assert "at most 28 days" in refused.content.decode()
    without = client.post(_address(team), _form([task], "snooze"))
    assert "Give the day until which to put off" in without.content.decode()
    assert client.post(_address(team), _form([task], "snooze", until=until.isoformat())).status_code == 302
    assert not for_lead(team).exists()
    page = client.get(_address(team) + "?shown=quiet").content.decode()
    assert "Put off by the lead by Lena Okafor" in page
    assert "Spoken about this morning" in page
    assert list(for_lead(team, on=until)) == [task]


def test_a_task_moved_to_another_day_is_no_longer_quiet(
    team: Any, nurse: Any, lead: Any, task_of: Any
) -> None:
    task = task_of(nurse, days=-9)
    actions.acknowledge(by=lead, team=team, tasks=[task.pk], note="I know", key=uuid.uuid4())
    actions.move_task(by=nurse, task=task, due_on=today() - timedelta(days=8), key=uuid.uuid4())
    assert list(for_lead(team)) == [task]


def test_many_tasks_are_given_away_after_a_page_to_check(
    team: Any, nurse: Any, lead: Any, task_of: Any, browser_of: Any
) -> None:
    tasks, client = [task_of(nurse, days=-9) for _ in range(3)], browser_of(lead)
    form = _form(tasks[:2], "reassign", to=str(lead.pk))
    check = client.post(_address(team), form)
    assert "Check before you give them away" in check.content.decode()
    assert Task.objects.filter(owner=lead).count() == 0
    assert client.post(_address(team), {**form, "step": "change"}).status_code == 200
    rows = AuditEntry.objects.filter(detail__contains="given to somebody else").count()
    for _ in range(2):
        assert client.post(_address(team), {**form, "step": "save"}).status_code == 302
    assert Task.objects.filter(owner=lead).count() == 2
    assert AuditEntry.objects.filter(detail__contains="given to somebody else").count() == rows + 2
    (event,) = tasks[0].events.all()
    assert (event.from_owner, event.to_owner, event.note) == (nurse, lead, "Spoken about this morning")


def test_a_task_closed_meanwhile_is_left_as_it_is_and_counted(
    team: Any, nurse: Any, lead: Any, task_of: Any
) -> None:
    left, closed = task_of(nurse, days=-9), task_of(nurse, days=-9)
    actions.finish_task(by=nurse, task=closed, outcome="Done")
    given = {"tasks": [left.pk, closed.pk], "to": lead, "note": "Away", "key": uuid.uuid4()}
    done = actions.reassign(by=lead, team=team, **given)
    assert (done.done, done.closed) == (1, 1)
    closed.refresh_from_db()
    assert closed.owner == nurse


def test_what_cannot_be_is_refused_and_nothing_changes(
    *, team: Any, nurse: Any, lead: Any, task_of: Any, teamed: Any, browser_of: Any
) -> None:
    task = task_of(nurse, days=-9)
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    given = {"team": team, "tasks": [task.pk], "key": uuid.uuid4()}
    with pytest.raises(actions.TaskRefused, match="does not belong to"):
        actions.reassign(by=lead, to=other, note="Away", **given)
    with pytest.raises(actions.TaskRefused, match="Only the lead"):
        actions.reassign(by=nurse, to=lead, note="Away", **given)
    with pytest.raises(actions.TaskRefused, match="Say why"):
        actions.acknowledge(by=lead, note=" ", **given)
    with pytest.raises(actions.TaskRefused, match="at least one"):
        actions.acknowledge(by=lead, note="I know", **{**given, "tasks": []})
    with pytest.raises(actions.TaskRefused, match="a day to come"):
        actions.snooze(by=lead, note="Later", until=today(), **given)
    page = browser_of(lead).post(_address(team), {"key": str(uuid.uuid4())})
    assert page.status_code == 422
    for words in ("Choose at least one task", "Choose what to do with the tasks", "Say why"):
        assert words in page.content.decode()
    assert TaskEvent.objects.count() == 0


def test_a_task_of_another_team_is_never_dealt_with_here(
    team: Any, lead: Any, teamed: Any, browser_of: Any
) -> None:
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    theirs = Team.objects.get(slug=OTHER_TEAM)
    given = {"title": "Theirs", "due_on": today() - timedelta(days=9), "owner": other}
    task = actions.add_task(by=other, team=theirs, key=uuid.uuid4(), **given)
    assert browser_of(lead).post(_address(team), _form([task], "acknowledge")).status_code == 422
    done = actions.acknowledge(by=lead, team=team, tasks=[task.pk], note="I know", key=uuid.uuid4())
    assert done.done == 0
    assert browser_of(lead).get(_address(theirs)).status_code == 403


def test_tasks_of_a_case_follow_it_and_strangers_are_taken_off(
    team: Any, nurse: Any, task_of: Any, case_of: Any, teamed: Any
) -> None:
    theirs = Team.objects.get(slug=OTHER_TEAM)
    new = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    case, key = case_of(0), uuid.uuid4()
    task, closed = task_of(nurse, case=case), task_of(nurse, case=case)
    actions.finish_task(by=nurse, task=closed, outcome="Done")
    assert actions.move_tasks(by=nurse, case=case, team=theirs, key=key) == 1
    assert actions.move_tasks(by=nurse, case=case, team=theirs, key=key) == 0
    task.refresh_from_db()
    assert (task.team, task.owner, task.organisation) == (theirs, None, nurse.organisation)
    assert actions.give_task(by=new, task=task, to=new, key=uuid.uuid4()).owner == new
    assert [each.pk for each in tasks_of_person(case.person_id)] == [task.pk, closed.pk]


def test_the_queue_is_grouped_ticked_exported_and_asks_no_more_for_more(
    *, team: Any, nurse: Any, lead: Any, task_of: Any, case_of: Any, browser_of: Any
) -> None:
    client = browser_of(lead)

    def asked(query: str = "") -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(_address(team) + query).status_code == 200
        return len(found)

    for number in range(2):
        task_of(nurse, case=case_of(number), days=-9)
    few = asked()
    for number in range(2, 20):
        task_of(nurse, case=case_of(number), days=-9 - number)
    assert asked() <= few
    assert asked("?by=age") <= few
    page = client.get(_address(team) + "?by=age").content.decode()
    assert "One to two weeks overdue" in page
    assert "Two to four weeks overdue" in page
    ticked = client.get(f"{_address(team)}?all={nurse.pk}").content.decode()
    assert ticked.count("checked aria-describedby") == 20
    csv = client.get(_address(team) + "?export=csv&purpose=direct_care")
    assert b"Ring the pharmacy" in b"".join(csv)


def test_my_day_tells_the_lead_alone_how_many_wait(
    nurse: Any, lead: Any, team: Any, task_of: Any, browser_of: Any
) -> None:
    for _ in range(3):
        task_of(nurse, days=-9)
    (queue,) = waiting_for(lead)
    assert (queue, queue.waiting) == (team, for_lead(team).count())
    assert "3 overdue tasks wait" in browser_of(lead).get(reverse("teams:my_day")).content.decode()
    assert waiting_for(nurse) == []


@pytest.mark.django_db(transaction=True)
def test_two_leads_with_one_form_at_once_have_one_effect(
    team: Any, nurse: Any, lead: Any, task_of: Any
) -> None:
    tasks = [task_of(nurse, days=-9).pk for _ in range(3)]
    given = {"team": team, "tasks": tasks, "to": lead, "note": "Away", "key": uuid.uuid4()}
    together, done = Barrier(2), []

    def reassign() -> None:
        together.wait()
        try:
            done.append(actions.reassign(by=lead, **given).done)
        finally:
            connections.close_all()

    threads = [Thread(target=reassign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [3, 3]
    assert TaskEvent.objects.count() == 3
