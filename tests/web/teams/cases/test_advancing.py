"""Acts on a case: what the table allows, who may, what counts once, and what every state always has."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lco.teams.workflow import OPEN, Act, State
from tests.web.teams.cases.acting import TO_ACTIVE, act, at_once, do
from web.audit.models import Act as Audited
from web.audit.models import AuditEntry
from web.teams.actions import leave
from web.teams.cases import actions
from web.teams.cases.actions import Appointment, CaseRefused, ChangedMeanwhile
from web.teams.cases.clock import due_on, standing, with_clock
from web.teams.cases.models import Case, CaseEvent, Intensity, Source
from web.teams.models import Membership

pytestmark = pytest.mark.django_db


def test_a_person_goes_the_whole_way_and_every_step_is_written(nurse: Any, found: Any) -> None:
    case = found()
    do(nurse, case, *TO_ACTIVE)
    assert case.state == State.ACTIVE
    events = list(case.events.all())
    assert [event.act for event in events] == [each.value for each in TO_ACTIVE]
    assert all(event.by == nurse for event in events)
    assert case.version == 1 + len(events)
    rows = AuditEntry.objects.filter(act=Audited.WRITE, object_id=str(case.person_id))
    assert rows.count() == 1 + len(events)


def test_who_starts_a_plan_coordinates_it_and_a_day_of_review_is_set(nurse: Any, active: Any) -> None:
    case = active()
    assert case.coordinator == nurse
    assert case.review_on == timezone.localdate() + timedelta(weeks=26)
    assert "Coordinator: Grace Adeyemi" in case.events.last().detail


def test_closer_support_is_reviewed_sooner(nurse: Any, active: Any) -> None:
    case = active()
    do(nurse, case, Act.STEP_UP)
    assert (case.intensity, case.state) == (Intensity.INTENSIVE, State.ACTIVE)
    assert case.review_on == timezone.localdate() + timedelta(weeks=12)


def test_an_active_case_whose_day_has_come_is_due_before_anybody_says_so(nurse: Any, active: Any) -> None:
    case, today = active(), timezone.localdate()
    case.review_on = today
    assert standing(case, on=today).state is State.REVIEW_DUE
    assert standing(case, on=today - timedelta(days=1)).state is State.ACTIVE
    assert due_on(case, on=today) == today + timedelta(days=14)
    assert due_on(case, on=today - timedelta(days=1)) == today


def test_the_clock_of_a_page_is_that_of_a_query(nurse: Any, active: Any, found: Any) -> None:
    today = timezone.localdate()
    active(0)
    Case.objects.update(review_on=today - timedelta(days=3))
    active(1)
    soon = found(2, triage_by=today + timedelta(days=1))
    do(nurse, found(3), Act.INCLUDE)
    do(nurse, found(4), Act.EXCLUDE)
    Case.objects.filter(pk=soon.pk).update(state_since=timezone.now() - timedelta(days=2))
    asked = with_clock(Case.objects.all(), on=today)
    assert asked.count() == 5
    for case in asked:
        assert case.due_on == due_on(case, on=today), case.state
        assert case.standing == standing(case, on=today).state
    assert asked.get(pk=soon.pk).due_on == today + timedelta(days=1)


@pytest.mark.parametrize("wrong", [Act.AGREE, Act.START, Act.CONTINUE, Act.REOPEN])
def test_what_the_table_does_not_allow_is_refused_with_what_can_be_done(
    wrong: Act, nurse: Any, lead: Any, found: Any
) -> None:
    case = found()
    with pytest.raises(CaseRefused, match="what can be done now is include, do not include"):
        act(lead, case, wrong)
    assert not case.events.exists()


@pytest.mark.parametrize("wrong", [Act.TRANSFER, Act.BEST_INTERESTS, Act.STEP_DOWN, Act.APPOINT])
def test_an_act_with_a_record_of_its_own_is_not_done_by_a_click(wrong: Act, nurse: Any, found: Any) -> None:
    with pytest.raises(CaseRefused, match="is more than a click"):
        act(None, found(), wrong)


@pytest.mark.parametrize(
    ("reason", "note", "sentence"),
    [
        ("", "", "Say why"),
        ("", " ", "Say why"),
        ("because", "", "Choose the reason from the list"),
        ("other", " ", "what the other reason is"),
    ],
)
def test_a_reason_is_of_the_list(reason: str, note: str, sentence: str, nurse: Any, found: Any) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        act(nurse, found(), Act.EXCLUDE, reason=reason, note=note)


def test_words_of_ones_own_are_another_reason(nurse: Any, found: Any) -> None:
    event = act(nurse, found(), Act.EXCLUDE, reason="", note="She is my aunt")
    assert (event.reason, event.note) == ("other", "She is my aunt")


def test_only_members_of_the_team_act_and_who_has_left_no_more(
    nurse: Any, stranger: Any, teamed: Any, found: Any
) -> None:
    case = found()
    for by in (stranger, teamed("analyst")):
        with pytest.raises(CaseRefused, match="acts on this case"):
            act(by, case, Act.INCLUDE)
    leave(by=None, membership=Membership.objects.get(user=nurse))
    with pytest.raises(CaseRefused, match="acts on this case"):
        act(nurse, case, Act.INCLUDE)


def test_the_same_form_sent_twice_counts_once(nurse: Any, found: Any) -> None:
    case, key = found(), uuid.uuid4()
    first, again = (act(nurse, case, Act.INCLUDE, key=key) for _ in range(2))
    assert first == again
    assert case.events.count() == 1
    with pytest.raises(CaseRefused, match="was used for another case"):
        act(nurse, found(1), Act.INCLUDE, key=key)


def test_who_acted_meanwhile_is_told_with_what_they_did(nurse: Any, lead: Any, found: Any) -> None:
    case = found()
    act(lead, case, Act.INCLUDE)
    with pytest.raises(ChangedMeanwhile, match="Amara Okafor changed this while you wrote") as refused:
        act(nurse, case, Act.EXCLUDE, version=1)
    assert [event.act for event in refused.value.events] == [Act.INCLUDE]
    assert refused.value.held is not None
    assert refused.value.held.version == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_counts_and_the_others_are_told(nurse: Any, found: Any) -> None:
    case = found()
    told = at_once(6, lambda: act(nurse, case, Act.INCLUDE, version=1))
    assert told == ["ChangedMeanwhile"] * 5 + ["done"]
    assert case.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_has_one_effect(nurse: Any, found: Any) -> None:
    case, key = found(), uuid.uuid4()
    assert at_once(6, lambda: act(nurse, case, Act.INCLUDE, version=1, key=key)) == ["done"] * 6
    assert case.events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_find_one_person_make_one_case(team: Any, somebody: Any) -> None:
    person = somebody().person

    def find() -> None:
        actions.open_case(by=None, person=person, team=team, source=Source.REFERRAL, key=uuid.uuid4())

    assert at_once(6, find) == ["done"] * 6
    assert Case.objects.count() == 1


def test_death_ends_the_case_and_all_that_was_planned(nurse: Any, active: Any) -> None:
    from web.teams.work.actions import add_task

    case = active()
    task = add_task(
        by=nurse,
        team=case.team,
        title="Visit",
        due_on=timezone.localdate(),
        key=uuid.uuid4(),
        case=case,
        owner=nurse,
    )
    do(nurse, case, Act.RECORD_DEATH, detail="Died on 1 April 2026")
    task.refresh_from_db()
    assert (case.state, case.is_open) == (State.DIED, False)
    assert (task.status, task.outcome) == ("cancelled", "Ended: died")
    with pytest.raises(CaseRefused, match="A death is recorded"):
        actions.open_case(by=nurse, person=case.person, team=case.team, source="referral", key=uuid.uuid4())


def test_a_death_recorded_by_mistake_is_taken_back_by_the_lead(nurse: Any, lead: Any, active: Any) -> None:
    case = active()
    do(nurse, case, Act.RECORD_DEATH)
    with pytest.raises(CaseRefused, match="is for the lead"):
        act(nurse, case, Act.REOPEN)
    do(lead, case, Act.REOPEN)
    assert (case.state, case.closed_at) == (State.ACTIVE, None)


def test_an_ending_is_not_taken_back_when_it_is_old_or_a_newer_case_is_open(
    nurse: Any, lead: Any, found: Any
) -> None:
    case = found()
    do(nurse, case, Act.EXCLUDE)
    newer = found()
    with pytest.raises(CaseRefused, match="a newer case that is open"):
        act(lead, case, Act.REOPEN)
    do(nurse, newer, Act.EXCLUDE)
    long_ago = timezone.now() - timedelta(days=40)
    Case.objects.filter(pk=case.pk).update(opened_at=long_ago, closed_at=long_ago)
    with pytest.raises(CaseRefused, match="too long ago"):
        act(lead, case, Act.REOPEN)


def test_an_event_is_never_changed_or_removed(nurse: Any, found: Any) -> None:
    event = act(nurse, found(), Act.INCLUDE)
    for change in (lambda: CaseEvent.objects.update(note="x"), event.delete):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


def test_members_alone_are_appointed_and_reviews_are_not_put_off_for_ever(
    nurse: Any, stranger: Any, active: Any
) -> None:
    case, today = active(), timezone.localdate()
    with pytest.raises(CaseRefused, match="does not belong to"):
        actions.appoint(by=nurse, case=case, key=uuid.uuid4(), coordinator=stranger)
    for day in (today - timedelta(days=1), today + timedelta(weeks=27)):
        with pytest.raises(CaseRefused, match="the next review is at the latest on"):
            actions.appoint(by=nurse, case=case, key=uuid.uuid4(), review_on=day)
    held = actions.appoint(by=nurse, case=case, key=uuid.uuid4(), intensity=Intensity.INTENSIVE)
    assert held.review_on == today + timedelta(weeks=12), "a later day than the support allows moves nearer"


def test_an_appointment_counts_once_and_says_what_it_changed(nurse: Any, lead: Any, active: Any) -> None:
    case, key = active(), uuid.uuid4()
    for _ in range(2):
        held = actions.appoint(by=lead, case=case, key=key, lead_professional=lead)
    assert held.lead_professional == lead
    assert case.events.filter(act=Act.APPOINT).count() == 1
    assert case.events.last().detail == "Lead professional: Amara Okafor"
    actions.appoint(by=lead, case=case, key=uuid.uuid4(), lead_professional=lead)
    assert case.events.filter(act=Act.APPOINT).count() == 1, "what stands already is not written again"


def test_what_is_appointed_with_an_act_is_one_event(nurse: Any, lead: Any, found: Any) -> None:
    case = found()
    do(nurse, case, Act.INCLUDE, appointed=Appointment(lead_professional=lead))
    assert (case.lead_professional, case.events.count()) == (lead, 1)


def test_every_open_state_has_somebody_and_a_day(nurse: Any, found: Any) -> None:
    case = found()
    for each in TO_ACTIVE:
        assert due_on(case, on=timezone.localdate()) is not None, case.state
        do(nurse, case, each)
    assert due_on(case, on=timezone.localdate()) is not None
    assert case.state in OPEN
