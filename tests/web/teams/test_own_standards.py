"""What a place sets in its pack is what its pages count with."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.support.own_standards import own_place
from tests.web.teams.access.conftest import OTHER_TEAM
from tests.web.teams.work.conftest import case_of, lead, nurse, task_of, team

__all__ = ["case_of", "lead", "nurse", "own_place", "task_of", "team"]

pytestmark = pytest.mark.django_db
Show = Callable[..., Any]


def _stranger(rank: int = 0) -> Any:
    from web.teams.models import Team
    from web.teams.queries import people_of

    return people_of(Team.objects.get(slug=OTHER_TEAM)).order_by("rank")[rank].person


def _broken(by: Any, rank: int = 0) -> Any:
    from web.teams.access.actions import break_glass

    why = {"reason": "emergency", "note": "She is in my surgery and cannot speak"}
    return break_glass(by=by, person=_stranger(rank), key=uuid.uuid4(), **why)


def test_the_clock_of_a_case_is_the_places_on_the_page_and_in_the_query(
    own_place: Show, case_of: Any
) -> None:
    from web.teams.cases.clock import due_on, with_clock
    from web.teams.cases.models import Case
    from web.teams.queries import today

    case = case_of(state="found", state_since=timezone.now())
    assert due_on(case, on=today()) == today() + timedelta(days=28)
    own_place(days_found=5)
    assert due_on(case, on=today()) == today() + timedelta(days=5)
    assert with_clock(Case.objects.all(), on=today()).get().due_on == today() + timedelta(days=5)  # type: ignore[attr-defined]


def test_a_review_is_set_within_the_places_weeks(
    own_place: Show, case_of: Any, lead: Any, nurse: Any
) -> None:
    from web.teams.cases.actions import appoint
    from web.teams.cases.refusals import CaseRefused
    from web.teams.queries import today

    case, in_ten_weeks = case_of(coordinator=nurse, intensity=1), today() + timedelta(weeks=10)
    own_place(weeks_intensive=8)
    with pytest.raises(CaseRefused, match="at the latest on"):
        appoint(by=lead, case=case, review_on=in_ten_weeks, key=uuid.uuid4())
    own_place(weeks_intensive=10)
    appoint(by=lead, case=case, review_on=in_ten_weeks, key=uuid.uuid4())
    case.refresh_from_db()
    assert case.review_on == in_ten_weeks


def test_the_lead_hears_of_a_task_after_the_places_days(
    own_place: Show, task_of: Any, team: Any, lead: Any, nurse: Any
) -> None:
    from web.teams.work.overdue import for_lead, waiting_for

    task = task_of(nurse, days=-3, kind="action")
    assert list(for_lead(team)) == []
    own_place(days_grace_action=3)
    assert list(for_lead(team)) == [task]
    assert [each.waiting for each in waiting_for(lead)] == [1]  # type: ignore[attr-defined]
    own_place(days_grace_action=4)
    assert list(for_lead(team)) == []


def test_a_task_without_an_owner_waits_no_longer_than_its_kind(
    own_place: Show, task_of: Any, team: Any, nurse: Any
) -> None:
    from web.teams.work.models import Task
    from web.teams.work.overdue import for_lead

    task = task_of(nurse, days=-2, kind="call")
    Task.objects.filter(pk=task.pk).update(owner=None)
    own_place(days_grace_nobody=6, days_grace_call=3)
    assert list(for_lead(team)) == []
    own_place(days_grace_nobody=6, days_grace_call=2)
    assert list(for_lead(team)) == [task]


def test_a_task_is_acknowledged_and_put_off_for_the_places_days(
    own_place: Show, task_of: Any, team: Any, lead: Any, client: Client
) -> None:
    from web.teams.queries import today
    from web.teams.work.actions import acknowledge, snooze
    from web.teams.work.refusals import TaskRefused

    task = task_of(lead, days=-20)
    own_place(days_quiet=2, days_snooze=3)
    client.force_login(lead)
    page = client.get(reverse("teams:task_overdue", args=[team.slug])).content.decode()
    assert "show it again in 2 days" in page
    assert "at most 3 days ahead" in page
    acknowledge(by=lead, team=team, tasks=[task.pk], note="Known", key=uuid.uuid4())
    task.refresh_from_db()
    assert task.quiet_until == today() + timedelta(days=2)
    for days, is_refused in ((4, True), (3, False)):
        asked = {"until": today() + timedelta(days=days), "note": "Waiting for parts", "key": uuid.uuid4()}
        if is_refused:
            with pytest.raises(TaskRefused, match="at most 3 days"):
                snooze(by=lead, team=team, tasks=[task.pk], **asked)
        else:
            snooze(by=lead, team=team, tasks=[task.pk], **asked)


def test_emergency_access_lasts_as_long_as_the_place_says(
    own_place: Show, nurse: Any, client: Client
) -> None:
    own_place(minutes_break_glass=15, working_days_break_review=1)
    broken = _broken(nurse)
    assert broken.until - broken.at == timedelta(minutes=15)
    assert broken.review_by - timezone.localdate(broken.at) <= timedelta(days=6)
    client.force_login(nurse)
    page = client.get(reverse("teams:access_break_glass")).content.decode()
    assert "for 15 minutes" in page
    asked = {"born_on": "1950-01-01", "nhs_number": "", "family_name": "Nobody", "key": str(uuid.uuid4())}
    checked = client.post(
        reverse("teams:access_break_glass"), {**asked, "reason": "emergency", "note": "Now", "step": "check"}
    ).content.decode()
    assert "see the record for 15 minutes" in checked
    assert "reviews it within 1 working day" in checked


def test_emergency_accesses_are_blocked_after_the_places_number(own_place: Show, nurse: Any) -> None:
    from web.teams.access.refusals import AccessRefused

    own_place(uses_unreviewed=1)
    _broken(nurse, 0)
    _broken(nurse, 1)
    with pytest.raises(AccessRefused, match="more than 1 block a further one"):
        _broken(nurse, 2)


def test_the_directory_looks_as_far_ahead_and_trusts_a_check_as_long_as_the_place_says(
    own_place: Show,
) -> None:
    from lco.teams.directory.assurance import is_assured
    from tests.lco.teams.directory.made import entry
    from web.teams.assets.area import area
    from web.teams.cases import standards
    from web.teams.queries import today

    checked = entry(assured_on=today() - timedelta(days=40))
    assert is_assured(checked, on=today(), known=standards.current())
    own_place(days_look_ahead=120, months_assured=1)
    assert area().look_ahead == 120
    assert not is_assured(checked, on=today(), known=standards.current())


def test_a_concern_is_decided_on_within_the_places_days(own_place: Show) -> None:
    from lco.teams.safeguarding import decide_by
    from web.teams.cases import standards
    from web.teams.queries import today

    own_place(days_safeguarding=1)
    assert decide_by(today(), known=standards.current()) == today() + timedelta(days=1)


def test_a_delegation_an_absence_and_a_fresh_assessment_last_as_long_as_the_place_says(
    own_place: Show, lead: Any, nurse: Any, team: Any, client: Client
) -> None:
    from web.teams.models import Membership
    from web.teams.queries import today
    from web.teams.staff.actions import StaffRefused, record_absence

    own_place(months_absence=1, months_delegation=6)
    held = Membership.objects.get(user=nurse, team=team)
    days = {"starts_on": today(), "ends_before": today() + timedelta(days=32)}
    with pytest.raises(StaffRefused, match="1 month at most"):
        record_absence(by=lead, membership=held, key=uuid.uuid4(), **days)
    client.force_login(lead)
    page = client.get(reverse("teams:assessment_trust")).content.decode()
    assert "at most 6 months later" in page


def test_a_meeting_is_planned_with_the_places_minutes(
    own_place: Show, team: Any, lead: Any, client: Client
) -> None:
    from lco.teams.agenda import room_for
    from web.teams.cases import standards

    own_place(minutes_meeting=90, minutes_person=9, minutes_opening=18)
    client.force_login(lead)
    page = client.get(reverse("teams:meeting_plan", args=[team.slug])).content.decode()
    assert 'value="90"' in page
    assert 'value="9"' in page
    assert room_for(minutes=90, minutes_each=9, known=standards.current()) == 8


def test_the_quorum_of_a_team_is_the_places_until_it_sets_its_own(
    own_place: Show, team: Any, lead: Any
) -> None:
    from web.teams.meetings.actions import set_quorum
    from web.teams.meetings.attendance import rule_for

    own_place("1,nursing;therapy,", "2,social_care,")
    assert [seat.title for seat in rule_for(team.pk).seats] == ["Community nursing or therapy", "Social care"]
    set_quorum(by=lead, team=team, seats=["pharmacy"], because="Medicines only", version=0)
    assert [seat.title for seat in rule_for(team.pk).seats] == ["Pharmacy"]


def test_retention_follows_the_places_schedule(own_place: Show) -> None:
    from lco.teams.governance.retention import rules
    from web.teams.cases import standards

    own_place(years_adult_care=10, age_child_care=26)
    kept = rules(standards.current())
    assert kept["adult_care"].length == "10 years after the last entry"
    assert kept["child_care"].length == "until the birthday at 26"
    assert "set by the place" in kept["adult_care"].source
    assert kept["after_death"].source.startswith("[M]")


def test_a_judgement_holds_no_longer_than_the_place_lets_it(own_place: Show, teamed: Any) -> None:
    from web.teams.forms import JudgementForm

    own_place(months_judgement=4)
    months = [value for value, _ in JudgementForm.opened(None).fields["until"].choices]  # type: ignore[attr-defined]
    assert months == [1, 3, 4]
