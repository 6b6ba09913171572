"""What is decided about a person: with what they leave, once, beside others; and what is kept of it."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lco.teams.workflow import Act, State
from tests.web.teams.meetings.setting import (
    Setting,
    assessed,
    decided,
    planned,
    put,
    record,
    started,
)
from web.teams.cases.actions import advance
from web.teams.cases.models import Case
from web.teams.meetings import actions
from web.teams.meetings.minutes import minutes_of
from web.teams.meetings.models import AgendaItem, Correction, Discussion, ItemState, Minutes
from web.teams.meetings.refusals import DiscussedMeanwhile, MeetingChanged, MeetingRefused
from web.teams.work.actions import finish_task
from web.teams.work.models import Task

pytestmark = pytest.mark.django_db


def key() -> uuid.UUID:
    return uuid.uuid4()


@pytest.fixture
def item(setting: Setting) -> AgendaItem:
    """Somebody assessed, on the agenda of a meeting that is being held."""
    found = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team))
    started(setting)
    return found


def close(setting: Setting, **changes: Any) -> Any:
    values: dict[str, Any] = {"by": setting.nurse, "meeting": setting.meeting, "key": key(), "version": None}
    return actions.close_meeting(**{**values, **changes})


def test_who_is_discussed_leaves_with_coordinator_action_and_review(
    setting: Setting, item: AgendaItem
) -> None:
    discussion = record(setting, item)
    case = Case.objects.get(pk=item.case_id)
    assert (discussion.number, discussion.basis) == (1, "consent")
    assert (case.state, case.coordinator) == (State.DISCUSSED, setting.link_worker)
    assert case.review_on == discussion.review_on
    (task,) = Task.objects.filter(case=case)
    assert (task.came_from, task.came_from_id, task.owner) == ("meeting", str(item.pk), setting.nurse)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision": " "}, "Write what was decided"),
        ({"coordinator": None}, "nobody leaves the meeting without one"),
        ({"actions": ()}, "at least one action"),
        ({"no_action_reason": "None needed"}, "take out the reason"),
        ({"review_on": None}, "Set the day of the next review"),
        ({"review_on": timezone.localdate() + timedelta(weeks=27)}, "within 26 weeks"),
    ],
)
def test_nobody_leaves_without(
    changes: dict[str, Any], words: str, setting: Setting, item: AgendaItem
) -> None:
    with pytest.raises(MeetingRefused, match=words):
        record(setting, item, **changes)
    assert not Discussion.objects.exists()
    assert not Task.objects.exists()


def test_a_coordinator_is_of_the_team(setting: Setting, item: AgendaItem, user_of: Any) -> None:
    with pytest.raises(MeetingRefused, match="Name the coordinator"):
        record(setting, item, coordinator=user_of("team_member", name="Not Of This Team"))


def test_an_explicit_no_action_with_its_reason_is_enough(setting: Setting, item: AgendaItem) -> None:
    record(setting, item, actions=(), no_action_reason="Her plan stands as it is")
    assert not Task.objects.exists()


def test_intensive_support_is_reviewed_within_twelve_weeks(setting: Setting, item: AgendaItem) -> None:
    Case.objects.filter(pk=item.case_id).update(intensity=1)
    with pytest.raises(MeetingRefused, match="within 12 weeks"):
        record(setting, item, review_on=timezone.localdate() + timedelta(weeks=13))


def test_nothing_is_recorded_before_the_meeting_starts_or_without_a_ground(setting: Setting) -> None:
    item = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team, until=Act.INCLUDE))
    with pytest.raises(MeetingRefused, match="Start the meeting first"):
        record(setting, item)
    started(setting)
    with pytest.raises(MeetingRefused, match="on what ground"):
        record(setting, item)
    actions.record_basis(by=setting.nurse, item=item, basis="safeguarding", note="At risk of neglect")
    discussion = record(setting, item)
    assert (discussion.basis, discussion.basis_note) == ("safeguarding", "At risk of neglect")
    assert Case.objects.get(pk=item.case_id).state == State.INCLUDED, "the case goes its own way"


def test_who_left_the_caseload_is_not_discussed_and_not_carried(setting: Setting, item: AgendaItem) -> None:
    case = Case.objects.get(pk=item.case_id)
    advance(by=setting.nurse, case=case, act=Act.WITHDRAW, key=key(), note="Her wish")
    with pytest.raises(MeetingRefused, match="no longer on the team's caseload"):
        record(setting, item)
    close(setting)
    item.refresh_from_db()
    assert (item.state, item.removed_because) == (ItemState.REMOVED, "No longer on the team's caseload")


def test_the_same_form_sent_again_has_one_effect(setting: Setting, item: AgendaItem) -> None:
    same = key()
    made = {
        actions.record_discussion(
            by=setting.nurse, item=item, decided=decided(setting), key=same, version=0
        ).pk
        for _ in range(3)
    }
    assert len(made) == 1
    assert Task.objects.count() == 1
    assert Case.objects.get(pk=item.case_id).events.filter(act=Act.DISCUSS).count() == 1


def test_who_recorded_meanwhile_is_told_and_may_replace_it(setting: Setting, item: AgendaItem) -> None:
    first = record(setting, item)
    with pytest.raises(DiscussedMeanwhile, match="Grace Adeyemi recorded this discussion") as refused:
        record(setting, item, by=setting.link_worker, decision="Mine")
    assert refused.value.latest == first
    second = record(setting, item, by=setting.link_worker, version=1, decision="Both", actions=())
    assert (second.number, Discussion.objects.count()) == (2, 2)
    assert minutes_of(setting.meeting)["items"][0]["discussion"]["decision"] == "Both"


def test_a_discussion_is_never_changed_or_removed(setting: Setting, item: AgendaItem) -> None:
    discussion = record(setting, item)
    for change in (
        lambda: Discussion.objects.filter(pk=discussion.pk).update(decision="Other"),
        discussion.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_minutes_of_a_closed_meeting_never_change(setting: Setting, item: AgendaItem) -> None:
    record(setting, item)
    assert not Minutes.objects.exists()
    same = key()
    for _ in range(2):
        close(setting, key=same)
    before = minutes_of(setting.meeting)
    finish_task(by=setting.nurse, task=Task.objects.get(), outcome="Done")
    Task.objects.update(title="Something else")
    with pytest.raises(MeetingRefused, match="correction"):
        record(setting, item, version=1)
    with pytest.raises(MeetingRefused, match="The meeting is closed"):
        put(setting.nurse, setting.meeting, Case.objects.get(pk=item.case_id))
    assert minutes_of(setting.meeting) == before
    assert before["items"][0]["actions"][0]["title"] == "Visit at home"
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.update(content={})


def test_minutes_name_people_by_pseudonym_alone(setting: Setting, item: AgendaItem) -> None:
    record(setting, item)
    close(setting)
    person = item.case.person
    written = str(Minutes.objects.get().content)
    assert str(person.pk) in written
    assert person.family_name not in written
    assert person.nhs_number not in written


def test_a_correction_is_added_once_and_only_after_closing(setting: Setting, item: AgendaItem) -> None:
    record(setting, item)
    with pytest.raises(MeetingRefused, match="not closed yet"):
        actions.correct(by=setting.nurse, meeting=setting.meeting, text="Was Tuesday", key=key())
    close(setting)
    before, same = minutes_of(setting.meeting), key()
    for _ in range(2):
        actions.correct(by=setting.nurse, meeting=setting.meeting, text="Was Tuesday", item=item, key=same)
    assert minutes_of(setting.meeting) == before
    assert [each.text for each in Correction.objects.all()] == ["Was Tuesday"]
    with pytest.raises(MeetingRefused, match="what is to be put right"):
        actions.correct(by=setting.nurse, meeting=setting.meeting, text=" ", key=key())
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.update(text="Was Monday")


def test_who_was_not_reached_comes_on_the_next_agenda_first(setting: Setting, item: AgendaItem) -> None:
    record(setting, item)
    later = [
        put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team, at=at)) for at in (1, 2)
    ]
    close(setting)
    assert {each.state for each in AgendaItem.objects.filter(pk__in=[it.pk for it in later])} == {
        ItemState.CARRIED
    }
    following = planned(setting.team, setting.nurse, in_days=8)
    carried = list(AgendaItem.objects.filter(meeting=following))
    assert [each.carried_from for each in carried] == later
    assert carried[0].reason_list[0].words == "Not reached at the last meeting"
    assert carried[0].reason_list[1].words == "She has fallen again"
    close(setting, meeting=following, note="The chair was ill")
    third = planned(setting.team, setting.nurse, in_days=15)
    words = AgendaItem.objects.filter(meeting=third)[0].reason_list[0].words
    assert words == "Not reached at the last 2 meetings"


def test_a_next_meeting_planned_already_takes_over_at_once(setting: Setting, item: AgendaItem) -> None:
    following = planned(setting.team, setting.nurse, in_days=8)
    assert not following.items.exists()
    close(setting)
    assert [each.case_id for each in following.items.all()] == [item.case_id]


def test_a_meeting_not_held_is_closed_with_a_reason(setting: Setting) -> None:
    with pytest.raises(MeetingRefused, match="was not held"):
        close(setting)
    with pytest.raises(MeetingChanged):
        close(setting, note="The chair was ill", version=setting.meeting.version + 1)
    closed = close(setting, note="The chair was ill")
    assert minutes_of(closed)["quorum"] == "The meeting was not held."


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_once_do_not_overwrite_each_other(setting: Setting) -> None:
    item = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team))
    started(setting)
    told: list[str] = []

    def write(who: Any) -> None:
        try:
            record(setting, item, by=who, decision=f"Of {who.name}")
        except DiscussedMeanwhile as refused:
            told.append(refused.latest.decision)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[who]) for who in (setting.nurse, setting.link_worker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Discussion.objects.get()
    assert told == [kept.decision]
    assert Task.objects.count() == 1
