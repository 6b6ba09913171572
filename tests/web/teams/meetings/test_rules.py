"""What can be done with a meeting and its agenda, by whom, and that each form counts once."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from lco.teams.agenda import Why
from lco.teams.staff import RoleSet
from lco.teams.workflow import Act, State
from tests.web.teams.meetings.setting import (
    SEATS,
    Setting,
    assessed,
    attend,
    plan,
    planned,
    put,
    started,
)
from web.audit.models import AuditEntry
from web.teams.actions import leave
from web.teams.meetings import actions
from web.teams.meetings.actions import Present
from web.teams.meetings.attendance import quorum_of
from web.teams.meetings.candidates import proposals_for
from web.teams.meetings.models import AgendaItem, Attendance, ItemState, Meeting, MeetingState
from web.teams.meetings.refusals import MeetingChanged, MeetingRefused
from web.teams.models import Membership
from web.teams.work.actions import add_task

pytestmark = pytest.mark.django_db


def key() -> uuid.UUID:
    return uuid.uuid4()


def names(meeting: Meeting) -> list[int]:
    """Return the cases of the agenda in order."""
    found = AgendaItem.objects.filter(meeting=meeting).exclude(state=ItemState.REMOVED)
    return list(found.values_list("case", flat=True))


def test_a_meeting_sent_twice_is_planned_once(setting: Setting) -> None:
    same = key()
    made = {
        actions.plan_meeting(by=setting.nurse, team=setting.team, plan=plan(setting.nurse), key=same).pk
        for _ in range(2)
    }
    assert len(made) == 1
    assert Meeting.objects.count() == 2, "the one of the setting and this one"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": 10}, "no time for anybody"),
        ({"minutes_each": 60}, "no time for anybody"),
        ({"chair": "stranger"}, "members of the team"),
        ({"minute_taker": "stranger"}, "members of the team"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    changes: dict[str, Any], words: str, setting: Setting, user_of: Any
) -> None:
    stranger = user_of("team_member", name="Not Of This Team")
    given = {name: stranger if value == "stranger" else value for name, value in changes.items()}
    with pytest.raises(MeetingRefused, match=words):
        actions.plan_meeting(
            by=setting.nurse, team=setting.team, plan=plan(setting.nurse, **given), key=key()
        )


def test_who_left_the_team_changes_no_meeting(setting: Setting) -> None:
    case = assessed(setting.nurse, setting.team)
    leave(by=None, membership=Membership.objects.get(user=setting.link_worker))
    who = setting.link_worker
    with pytest.raises(MeetingRefused, match="Only members of the team plan"):
        actions.plan_meeting(by=who, team=setting.team, plan=plan(setting.nurse), key=key())
    with pytest.raises(MeetingRefused, match="Only members of the team change"):
        put(who, setting.meeting, case)


def test_two_who_change_a_meeting_at_once_are_told(setting: Setting) -> None:
    seen = setting.meeting.version
    same = key()
    later = plan(setting.nurse, in_days=3)
    for _ in range(2):
        changed = actions.change_meeting(
            by=setting.nurse, meeting=setting.meeting, plan=later, key=same, version=seen
        )
    assert changed.version == seen + 1
    with pytest.raises(MeetingChanged, match="look at it again"):
        actions.change_meeting(
            by=setting.link_worker, meeting=setting.meeting, plan=later, key=key(), version=seen
        )


def test_without_quorum_a_meeting_starts_only_with_a_reason(setting: Setting) -> None:
    attend(setting, without="Mei Chen")
    with pytest.raises(MeetingRefused, match="missing mental health"):
        actions.start_meeting(by=setting.nurse, meeting=setting.meeting, key=key())
    held = actions.start_meeting(
        by=setting.nurse, meeting=setting.meeting, without_quorum="Two people cannot wait", key=key()
    )
    assert (held.state, held.without_quorum) == (MeetingState.HELD, "Two people cannot wait")
    again = actions.start_meeting(by=setting.link_worker, meeting=setting.meeting, key=key())
    assert (again.held_at, again.version) == (held.held_at, held.version)


def test_a_guest_fills_a_seat_and_apologies_do_not(setting: Setting) -> None:
    attend(setting, without="Mei Chen")
    assert not quorum_of(setting.meeting).is_met
    people = [Present("remote", SEATS[name], user=user) for name, user in setting.members.items()]
    people[3] = Present("apologies", RoleSet.MENTAL_HEALTH, user=setting.members["Mei Chen"])
    guest = Present("remote", RoleSet.MENTAL_HEALTH, guest="Ana Silva", organisation="Mind in Manchester")
    actions.record_attendance(
        by=setting.nurse, meeting=setting.meeting, people=[*people, guest], key=key(), version=None
    )
    verdict = quorum_of(setting.meeting)
    assert verdict.is_met
    assert "Mind in Manchester" in verdict.organisations
    assert Attendance.objects.filter(meeting=setting.meeting).count() == 6


def test_attendance_sent_twice_counts_once_and_beside_a_newer_one_not_at_all(setting: Setting) -> None:
    seen, same = setting.meeting.version, key()
    people = [Present("room", RoleSet.NURSING, user=setting.nurse)]
    for _ in range(2):
        actions.record_attendance(
            by=setting.nurse, meeting=setting.meeting, people=people, key=same, version=seen
        )
    assert Attendance.objects.count() == 1
    with pytest.raises(MeetingChanged):
        actions.record_attendance(
            by=setting.nurse, meeting=setting.meeting, people=[], key=key(), version=seen
        )
    assert Attendance.objects.count() == 1


def test_who_is_named_is_of_the_team_or_a_guest_with_an_organisation(setting: Setting, user_of: Any) -> None:
    stranger = user_of("team_member", name="Not Of This Team")
    for person, words in (
        (Present("room", "", user=stranger), "name them as a guest"),
        (Present("room", "", guest="Ana Silva"), "name and organisation"),
    ):
        with pytest.raises(MeetingRefused, match=words):
            actions.record_attendance(
                by=setting.nurse, meeting=setting.meeting, people=[person], key=key(), version=None
            )


def test_the_agenda_is_built_of_who_waits_the_most_pressing_first(setting: Setting) -> None:
    waiting, overdue = (assessed(setting.nurse, setting.team, at=rank) for rank in (0, 1))
    asked_only = assessed(setting.nurse, setting.team, at=2, until=Act.INCLUDE)
    yesterday = timezone.localdate() - timedelta(days=1)
    add_task(
        by=setting.nurse,
        team=setting.team,
        title="Call",
        due_on=yesterday,
        key=key(),
        case=overdue,
        owner=setting.nurse,
    )
    found = proposals_for(setting.meeting)
    assert [each.case for each in found] == [overdue.pk, waiting.pk]
    assert Why.OVERDUE_ACTIONS in {each.why for each in found[0].reasons}
    assert asked_only.pk not in {each.case for each in found}
    seen, same = setting.meeting.version, key()
    for _ in range(2):
        actions.build_agenda(
            by=setting.nurse, meeting=setting.meeting, proposals=found, key=same, version=seen
        )
    assert names(setting.meeting) == [overdue.pk, waiting.pk]
    assert proposals_for(setting.meeting) == ()
    waiting.refresh_from_db()
    assert waiting.state == State.LISTED
    assert waiting.events.filter(act=Act.LIST_FOR_MEETING).count() == 1


def test_movement_counts_while_it_is_news(setting: Setting) -> None:
    from web.population.models import Listing

    case = assessed(setting.nurse, setting.team)
    Listing.objects.filter(person=case.person_id).update(
        movement="up", former_tier="rising", tier="high", movement_reasons="Two emergency admissions"
    )
    (found,) = proposals_for(setting.meeting)
    words = {each.why: each.words for each in found.reasons}
    assert words[Why.MOVED_UP] == "Moved up from rising to high risk: two emergency admissions"


def test_by_hand_needs_a_reason_and_a_person_of_the_caseload(setting: Setting, teamed: Any) -> None:
    case = assessed(setting.nurse, setting.team)
    with pytest.raises(MeetingRefused, match="Say why"):
        put(setting.nurse, setting.meeting, case, because="  ")
    other = teamed("team_member", team="manchester-ardwick-and-longsight", name="Other Nurse")
    theirs = assessed(other, Membership.objects.get(user=other).team)
    with pytest.raises(MeetingRefused, match="on the team's caseload"):
        put(setting.nurse, setting.meeting, theirs)
    item = put(setting.nurse, setting.meeting, case, because="Her husband died")
    assert [each.words for each in item.reason_list] == ["Her husband died"]
    again = put(setting.link_worker, setting.meeting, case, because="She stopped eating")
    assert again.pk == item.pk
    assert [each.words for each in again.reason_list] == ["Her husband died", "She stopped eating"]


def test_nobody_waits_on_two_agendas(setting: Setting) -> None:
    case = assessed(setting.nurse, setting.team)
    put(setting.nurse, setting.meeting, case)
    other = planned(setting.team, setting.nurse, in_days=8)
    with pytest.raises(MeetingRefused, match="agenda of another meeting"):
        put(setting.nurse, other, case)
    assert case.pk not in {each.case for each in proposals_for(other)}


@pytest.mark.parametrize(("at", "to", "order"), [(0, 3, "bca"), (2, 1, "cab"), (1, 99, "acb"), (1, 0, "bac")])
def test_a_person_moves_to_a_place_and_the_others_close_up(
    at: int, to: int, order: str, setting: Setting
) -> None:
    cases = [assessed(setting.nurse, setting.team, at=rank) for rank in range(3)]
    items = [put(setting.nurse, setting.meeting, case) for case in cases]
    setting.meeting.refresh_from_db()
    same = key()
    for _ in range(2):
        actions.move(by=setting.nurse, item=items[at], to=to, key=same, version=setting.meeting.version)
    assert names(setting.meeting) == [cases["abc".index(letter)].pk for letter in order]
    with pytest.raises(MeetingChanged):
        actions.move(by=setting.nurse, item=items[0], to=1, key=key(), version=setting.meeting.version)


def test_who_is_taken_off_can_be_put_on_again(setting: Setting) -> None:
    case = assessed(setting.nurse, setting.team)
    item = put(setting.nurse, setting.meeting, case)
    with pytest.raises(MeetingRefused, match="Say why"):
        actions.take_off(by=setting.nurse, item=item, because=" ", key=key())
    for _ in range(2):
        actions.take_off(by=setting.nurse, item=item, because="In hospital", key=key())
    assert names(setting.meeting) == []
    case.refresh_from_db()
    assert case.state == State.ASSESSED
    with pytest.raises(MeetingRefused, match="put them on it again"):
        actions.move(by=setting.nurse, item=item, to=1, key=key(), version=None)
    assert put(setting.nurse, setting.meeting, case, because="Home again").pk == item.pk
    assert names(setting.meeting) == [case.pk]


def test_a_ground_is_taken_from_the_case_or_recorded_from_the_closed_list(setting: Setting) -> None:
    agreed = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team))
    assert agreed.basis == "consent"
    item = put(setting.nurse, setting.meeting, assessed(setting.nurse, setting.team, at=1, until=Act.INCLUDE))
    assert item.basis == ""
    for basis, words in (
        ("consent", "not recorded"),
        ("curiosity", "Choose the ground"),
        ("direct_care", "Say who"),
    ):
        with pytest.raises(MeetingRefused, match=words):
            actions.record_basis(by=setting.nurse, item=item, basis=basis, note="")
    kept = actions.record_basis(
        by=setting.nurse, item=item, basis="direct_care", note="The district nurse visits weekly"
    )
    assert (kept.basis, kept.basis_by) == ("direct_care", setting.nurse)


def test_a_lead_sets_the_quorum_of_the_team(setting: Setting, teamed: Any) -> None:
    lead = teamed("team_lead", name="Amara Okafor")
    with pytest.raises(MeetingRefused, match="Only a lead"):
        actions.set_quorum(by=setting.nurse, team=setting.team, seats=["nursing"], because="x", version=0)
    with pytest.raises(MeetingRefused, match="say why"):
        actions.set_quorum(by=lead, team=setting.team, seats=["nursing"], because=" ", version=0)
    for _ in range(2):
        own = actions.set_quorum(
            by=lead, team=setting.team, seats=["nursing", "social_care"], because="Small team", version=0
        )
    assert own.version == 1
    with pytest.raises(MeetingChanged):
        actions.set_quorum(by=lead, team=setting.team, seats=["nursing"], because="Smaller", version=0)
    attend(setting, without="Farah Aziz")
    assert quorum_of(setting.meeting).is_met


def test_every_write_leaves_a_row_without_what_was_said(setting: Setting) -> None:
    case = assessed(setting.nurse, setting.team)
    before = AuditEntry.objects.count()
    item = put(setting.nurse, setting.meeting, case, because="Her husband died")
    started(setting)
    actions.take_off(by=setting.nurse, item=item, because="She moved in with Ann", key=key())
    written = AuditEntry.objects.order_by("pk")[before:]
    assert {row.object_id for row in written} >= {str(case.person_id), str(setting.meeting.pk)}
    assert not any("husband" in row.detail or "Ann" in row.detail for row in written)


@pytest.mark.django_db(transaction=True)
def test_two_who_build_the_agenda_at_once_put_everybody_on_it_once(setting: Setting) -> None:
    cases = [assessed(setting.nurse, setting.team, at=rank) for rank in range(4)]
    found, seen = proposals_for(setting.meeting), setting.meeting.version
    told: list[str] = []

    def build(who: Any) -> None:
        try:
            actions.build_agenda(by=who, meeting=setting.meeting, proposals=found, key=key(), version=seen)
        except MeetingChanged:
            told.append(who.name)
        finally:
            connection.close()

    threads = [threading.Thread(target=build, args=[who]) for who in (setting.nurse, setting.link_worker)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert sorted(names(setting.meeting)) == sorted(case.pk for case in cases)
    positions = AgendaItem.objects.filter(meeting=setting.meeting).values_list("position", flat=True)
    assert sorted(positions) == [1, 2, 3, 4]
