"""One task: begun, moved, given away; visits on the clock of London; the board."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from web.audit.models import Act, AuditEntry
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.staff import actions as staff
from web.teams.work import actions
from web.teams.work.models import Kind, Task

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


def _visit(owner: Any, day: date, starts: str, ends: str) -> dict[str, str]:
    return {
        "key": str(uuid.uuid4()),
        "kind": "visit",
        "title": "See how the stairs go",
        "owner": str(owner.pk),
        "due_on": day.isoformat(),
        "starts": starts,
        "ends": ends,
    }


@pytest.fixture
def adding(case_of: Any) -> tuple[Any, str]:
    """A case, and the page that adds a task for its person."""
    case = case_of(0)
    return case, reverse("teams:person_task_add", args=[case.person_id])


@pytest.mark.parametrize(
    ("day", "starts", "utc"),
    [
        (date(2027, 3, 27), "09:00", datetime(2027, 3, 27, 9, 0, tzinfo=UTC)),
        (date(2027, 3, 28), "09:00", datetime(2027, 3, 28, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 24), "09:00", datetime(2026, 10, 24, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 25), "09:00", datetime(2026, 10, 25, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_visit_is_kept_in_utc_and_shown_on_the_clock_of_london(
    *, day: date, starts: str, utc: datetime, nurse: Any, adding: Any, browser_of: Any
) -> None:
    case, address = adding
    client = browser_of(nurse)
    assert client.post(address, _visit(nurse, day, starts, "10:00")).status_code == 302
    (task,) = Task.objects.all()
    assert (task.starts_at, task.due_on, task.person_id) == (utc, day, case.person_id)
    assert task.hours == "09:00 to 10:00"
    assert "09:00 to 10:00" in client.get(reverse("teams:task", args=[task.pk])).content.decode()


def test_an_hour_the_clocks_leap_over_is_refused(nurse: Any, adding: Any, browser_of: Any) -> None:
    form = _visit(nurse, date(2027, 3, 28), "01:30", "03:00")
    refused = browser_of(nurse).post(adding[1], form)
    assert refused.status_code == 422
    assert "01:30 does not exist on this day" in refused.content.decode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"starts": "", "ends": ""}, "Say when the visit starts"),
        ({"ends": ""}, "Give both when the visit starts and when it ends"),
        ({"ends": "08:00"}, "The visit ends before it starts"),
        ({"title": " "}, "Say what is to be done"),
        ({"owner": "0"}, "Choose a member of the team"),
        ({"due_on": "some day"}, "Give the day as 6 August 2026"),
        ({"starts": "late"}, "Give the time as 14:30"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why(
    change: dict[str, str], says: str, nurse: Any, adding: Any, browser_of: Any
) -> None:
    form = {**_visit(nurse, today(), "09:00", "10:00"), **change}
    refused = browser_of(nurse).post(adding[1], form)
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert not Task.objects.exists()


def test_a_visit_that_clashes_is_kept_only_when_one_says_so(nurse: Any, adding: Any, browser_of: Any) -> None:
    client, address = browser_of(nurse), adding[1]
    assert client.post(address, _visit(nurse, today(), "09:00", "10:00")).status_code == 302
    assert client.post(address, _visit(nurse, today(), "10:00", "10:30")).status_code == 302, "back to back"
    clash = _visit(nurse, today(), "09:30", "10:15")
    warned = client.post(address, clash)
    assert warned.status_code == 422
    assert "has another visit at that time: 09:00 to 10:00 and 10:00 to 10:30" in warned.content.decode()
    assert Task.objects.count() == 2
    assert client.post(address, {**clash, "anyway": "1"}).status_code == 302
    assert Task.objects.count() == 3


def test_a_day_off_and_an_absence_are_said_before_a_visit_is_kept(
    nurse: Any, adding: Any, browser_of: Any
) -> None:
    member, day = Membership.objects.get(user=nurse), date(2027, 6, 7)
    hours = [staff.Hours(1, time(9), time(17))]
    staff.describe_member(by=None, membership=member, description=staff.Description(hours=hours))
    staff.record_absence(
        by=None, membership=member, starts_on=day, ends_before=day + timedelta(days=2), key=uuid.uuid4()
    )
    warned = browser_of(nurse).post(adding[1], _visit(nurse, day, "09:00", "10:00")).content.decode()
    assert "is away on 7\u00a0June\u00a02027" in warned
    assert "on a Monday" in warned


def test_a_person_nobody_looks_after_gets_no_task(nurse: Any, team: Any, browser_of: Any) -> None:
    from web.teams.queries import people_of

    person = people_of(team).order_by("rank")[5].person_id
    answer = browser_of(nurse).post(reverse("teams:person_task_add", args=[person]), {})
    assert answer.url == reverse("teams:person_tasks", args=[person])
    page = browser_of(nurse).get(answer.url).content.decode()
    assert "Put the person on the caseload first" in page


def test_looking_at_a_task_is_a_look_at_its_person(
    nurse: Any, task_of: Any, case_of: Any, browser_of: Any
) -> None:
    case = case_of(0)
    task = task_of(nurse, case=case)
    browser_of(nurse).get(reverse("teams:task", args=[task.pk]))
    (look,) = AuditEntry.objects.filter(act=Act.LOOK)
    assert (look.object_id, look.detail) == (str(case.person_id), f"task {task.pk}")


def test_a_task_is_begun_and_put_back_once_a_form(nurse: Any, task_of: Any, browser_of: Any) -> None:
    task, client, key = task_of(nurse), browser_of(nurse), str(uuid.uuid4())
    address = reverse("teams:task_start", args=[task.pk])
    for _ in range(2):
        client.post(address, {"key": key, "how": "start", "back": "board"})
    task.refresh_from_db()
    assert task.started_at is not None
    client.post(address, {"how": "put_back"})
    task.refresh_from_db()
    assert task.started_at is None
    assert [each.act for each in task.events.all()] == ["started", "put_back"]


def test_a_task_is_moved_and_given_away_beside_its_newest_version_alone(
    nurse: Any, lead: Any, task_of: Any, browser_of: Any
) -> None:
    task, client = task_of(nurse), browser_of(nurse)
    day = today() + timedelta(days=4)
    move, give = (reverse(f"teams:task_{what}", args=[task.pk]) for what in ("move", "give"))
    form = {"key": str(uuid.uuid4()), "version": "1", "due_on": day.isoformat(), "note": "She is away"}
    for _ in range(2):
        assert client.post(move, form).status_code == 302
    task.refresh_from_db()
    assert (task.due_on, task.version) == (day, 2)
    late = client.post(give, {"key": str(uuid.uuid4()), "version": "1", "to": str(lead.pk)})
    assert late.status_code == 409
    assert "Somebody changed this task" in late.content.decode()
    given = {"key": str(uuid.uuid4()), "version": "2", "to": str(lead.pk), "note": "I am off"}
    assert client.post(give, given).status_code == 302
    task.refresh_from_db()
    assert task.owner == lead
    page = client.get(reverse("teams:task", args=[task.pk])).content.decode()
    assert "I am off" in page
    assert "She is away" in page


def test_a_visit_that_is_moved_does_not_clash_with_itself(nurse: Any, adding: Any, browser_of: Any) -> None:
    client = browser_of(nurse)
    client.post(adding[1], _visit(nurse, today(), "09:00", "10:00"))
    (task,) = Task.objects.all()
    form = {"key": str(uuid.uuid4()), "due_on": today().isoformat(), "starts": "09:30", "ends": "10:30"}
    assert client.post(reverse("teams:task_move", args=[task.pk]), form).status_code == 302
    task.refresh_from_db()
    assert task.hours == "09:30 to 10:30"


def test_a_closed_task_is_moved_and_given_to_nobody(nurse: Any, lead: Any, task_of: Any) -> None:
    task = task_of(nurse)
    actions.finish_task(by=nurse, task=task, outcome="Done")
    for act in (
        lambda: actions.give_task(by=nurse, task=task, to=lead, key=uuid.uuid4()),
        lambda: actions.move_task(by=nurse, task=task, due_on=today(), key=uuid.uuid4()),
        lambda: actions.start_task(by=nurse, task=task, key=uuid.uuid4()),
        lambda: actions.put_back_task(by=nurse, task=task, key=uuid.uuid4()),
    ):
        with pytest.raises(actions.TaskRefused, match="closed already"):
            act()
    again = actions.finish_task(by=lead, task=task, outcome="Done twice")
    assert (again.outcome, again.done_by) == ("Done", nurse)


def test_nobody_outside_the_team_is_given_a_task_or_touches_one(
    nurse: Any, team: Any, task_of: Any, teamed: Any, browser_of: Any
) -> None:
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    given = {"team": team, "title": "Ring", "due_on": today(), "key": uuid.uuid4()}
    with pytest.raises(actions.TaskRefused, match="does not belong to"):
        actions.add_task(by=nurse, owner=other, **given)
    with pytest.raises(actions.TaskRefused, match="Say who does it"):
        actions.add_task(by=nurse, **given)
    task = task_of(nurse)
    with pytest.raises(actions.TaskRefused, match="Only the team"):
        actions.finish_task(by=other, task=task, outcome="Done")
    for what in ("task", "task_move"):
        assert browser_of(other).get(reverse(f"teams:{what}", args=[task.pk])).status_code == 403
    assert browser_of(other).get(reverse("teams:task", args=[task.pk + 1000])).status_code == 403


def test_the_database_keeps_visits_whole(nurse: Any, task_of: Any) -> None:
    task, now = task_of(nurse), datetime(2027, 1, 1, 9, tzinfo=UTC)
    for starts, ends in ((now, None), (None, now), (now, now)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(starts_at=starts, ends_at=ends)


def test_the_board_has_columns_by_day_by_owner_and_by_state(
    nurse: Any, lead: Any, team: Any, task_of: Any, browser_of: Any
) -> None:
    for days in (-3, 0, 4, 40):
        task_of(nurse, days=days)
    begun, done = task_of(lead, days=2), task_of(nurse, kind=Kind.CALL, title="Ring the son")
    actions.start_task(by=lead, task=begun, key=uuid.uuid4())
    actions.finish_task(by=nurse, task=done, outcome="Rung")
    client, address = browser_of(nurse), reverse("teams:task_board", args=[team.slug])
    by_day = client.get(address).content.decode()
    places = [
        by_day.index(f">{title} <") for title in ("Overdue", "Today", "In the next seven days", "Later")
    ]
    assert places == sorted(places), "overdue first"
    assert "Ring the son" not in by_day, "what is done is shown by state alone"
    by_state = client.get(address + "?by=state").content.decode()
    for title in ("To do", "Doing", "Done"):
        assert f">{title} <" in by_state
    by_owner = client.get(address + "?by=owner").content.decode()
    assert ">Grace Adeyemi <" in by_owner
    narrowed = client.get(f"{address}?owner={lead.pk}&due=week").content.decode()
    assert "1 task: in the next seven days 1." in narrowed
    assert "No task of this team meets this" in client.get(f"{address}?owner=none").content.decode()


def test_the_board_is_exported_by_the_lead_alone_and_asks_no_more_for_more(
    *, nurse: Any, lead: Any, team: Any, task_of: Any, case_of: Any, browser_of: Any
) -> None:
    client, address = browser_of(lead), reverse("teams:task_board", args=[team.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    for number in range(2):
        task_of(nurse, case=case_of(number))
    few = asked()
    for number in range(2, 25):
        task_of(nurse, case=case_of(number), days=number - 9)
    assert asked() <= few
    file = address + "?export=csv&purpose=direct_care"
    assert b"Grace Adeyemi" in b"".join(client.get(file))
    assert browser_of(nurse).get(file).status_code == 403


def _at_once(*acts: Any) -> list[Any]:
    """Do everything at the same moment; return what came of each, a refusal among it."""
    together, came = Barrier(len(acts)), []

    def do(act: Any) -> None:
        together.wait()
        try:
            came.append(act())
        except actions.TaskRefused as refused:
            came.append(refused)
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_makes_one_task(nurse: Any, team: Any) -> None:
    given = {"team": team, "title": "Ring", "due_on": today(), "owner": nurse, "key": uuid.uuid4()}
    made = _at_once(*[lambda: actions.add_task(by=nurse, **given)] * 4)
    assert len({each.pk for each in made}) == Task.objects.count() == 1
    assert AuditEntry.objects.filter(detail__startswith="made task").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_finish_at_once_finish_once(nurse: Any, lead: Any, task_of: Any) -> None:
    task = task_of(nurse)
    _at_once(
        *(
            lambda user=user: actions.finish_task(by=user, task=task, outcome=f"By {user}")
            for user in (nurse, lead)
        )
    )
    (event,) = task.events.all()
    task.refresh_from_db()
    assert task.done_by == event.by
    assert task.outcome == f"By {event.by}"


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_version_at_once_the_second_is_told(nurse: Any, lead: Any, task_of: Any) -> None:
    task, day = task_of(nurse), today() + timedelta(days=3)
    came = _at_once(
        lambda: actions.give_task(by=nurse, task=task, to=lead, key=uuid.uuid4(), version=1),
        lambda: actions.move_task(by=lead, task=task, due_on=day, key=uuid.uuid4(), version=1),
    )
    refused = [each for each in came if isinstance(each, actions.ChangedMeanwhile)]
    assert len(refused) == 1
    assert task.events.count() == 1


def test_a_cover_who_finishes_a_task_comes_back_to_the_own_day(
    nurse: Any, task_of: Any, teamed: Any, browser_of: Any
) -> None:
    task = task_of(nurse)
    other = teamed("team_member", name="Omar Shah", team=OTHER_TEAM)
    days = {"starts_on": today(), "ends_before": today() + timedelta(days=1)}
    held = Membership.objects.get(user=nurse)
    staff.record_absence(by=None, membership=held, covered_by=other, key=uuid.uuid4(), **days)
    form = {"outcome": "Rung", "how": "done"}
    answer = browser_of(other).post(reverse("teams:task_finish", args=[task.pk]), form)
    assert answer.url == reverse("teams:my_day")
