"""Plans are written by those who look after a person; nothing two write at once is lost unsaid."""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from lco.teams.plans.content import entries_of, entry, entry_of
from tests.web.teams.plans.plans import goal, write
from web.accounts.roles import Role
from web.audit.models import Act, AuditEntry
from web.teams import actions as teams
from web.teams.models import Membership
from web.teams.plans import actions, queries
from web.teams.plans.actions import BothChanged, PlanRefused
from web.teams.plans.models import GoalReview, PlanDeed, PlanVersion

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"


def text(person: int, id: str, section: str = "about_me") -> str:
    plan = queries.current_plan(person)
    found = entry_of(plan.content, section, id) if plan else None
    return found.text if found else ""


def test_what_is_written_stands_and_every_version_stays_whole(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    write(other, person, most_important="My garden and my cats", please_do="Knock twice")
    assert text(person, "most_important") == "My garden and my cats"
    first, second = queries.version(person, 1), queries.version(person, 2)
    assert first is not None
    assert second is not None
    assert entry_of(first.written, "about_me", "most_important").text == "My garden"  # type: ignore[union-attr]
    assert (first.by, second.by, second.base, second.is_merged) == (nurse, other, 1, False)


def test_a_save_leaves_a_row_of_audit_without_a_word_of_it(nurse: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    row = AuditEntry.objects.get(act=Act.WRITE, object_kind="person")
    assert (row.user, row.object_id, row.detail) == (nurse, str(person), "plan version 1 saved: about_me")


def test_what_was_saved_is_never_changed_or_removed(nurse: Any, person: int) -> None:
    made = write(nurse, person, "goals", (goal(),))
    actions.review_goal(
        by=nurse, person=person, goal="walk", level=0, reviewed_on=made.at.date(), note="", key=uuid.uuid4()
    )
    for rows, change in (
        (PlanVersion.objects.all(), {"content": {}}),
        (GoalReview.objects.all(), {"level": 2}),
    ):
        for act in (lambda rows=rows, change=change: rows.update(**change), rows.delete):
            with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
                act()


@pytest.mark.parametrize("role", sorted({role.value for role in Role} - {"team_member", "team_lead"}))
def test_no_other_role_writes_even_as_member_of_the_team(role: str, teamed: Any, person: int) -> None:
    with pytest.raises(PlanRefused, match="Only those who look after"):
        write(teamed(role), person, most_important="My garden")
    assert not PlanVersion.objects.exists()


def test_another_team_and_who_left_while_writing_do_not_write(nurse: Any, teamed: Any, person: int) -> None:
    with pytest.raises(PlanRefused, match="Only those who look after"):
        write(teamed("team_member", team=OTHER_TEAM), person, most_important="My garden")
    teams.leave(by=None, membership=Membership.objects.get(user=nurse))
    with pytest.raises(PlanRefused, match="Only those who look after"):
        write(nurse, person, most_important="My garden")
    assert not PlanVersion.objects.exists()


def test_the_same_form_sent_twice_counts_once(nurse: Any, person: int) -> None:
    key = uuid.uuid4()
    first = write(nurse, person, key=key, base=0, most_important="My garden")
    assert write(nurse, person, key=key, base=0, most_important="My garden") == first
    assert PlanVersion.objects.count() == 1
    assert AuditEntry.objects.filter(act=Act.WRITE, object_kind="person").count() == 1


def test_a_form_is_its_writers_alone_and_of_one_plan(nurse: Any, other: Any, person: int) -> None:
    key = uuid.uuid4()
    write(nurse, person, key=key, most_important="My garden")
    with pytest.raises(PlanRefused, match="used for something else"):
        write(other, person, key=key, most_important="My garden")


def test_to_save_what_stands_already_makes_no_version(nurse: Any, person: int) -> None:
    first = write(nurse, person, most_important="My garden")
    assert write(nurse, person, most_important="My garden") == first
    assert PlanVersion.objects.count() == 1


def test_an_empty_plan_is_not_saved(nurse: Any, person: int) -> None:
    with pytest.raises(PlanRefused, match="Nothing was written"):
        write(nurse, person, most_important="  ")
    assert not PlanVersion.objects.exists()


@pytest.mark.parametrize(
    ("section", "entries", "sentence"),
    [
        ("nowhere", (entry("a", {"text": "x"}),), "no such section"),
        ("about_me", (entry("shoe_size", {"text": "6"}),), "asks no such question"),
        ("about_me", (entry("support", {"text": "x" * 4001}),), "at most 4,000 characters"),
        ("goals", (entry("g", {"words": "Walk"}),), "Answer"),
        ("strengths", (entry("s", {"kind": "wish", "words": "x", "area": "social"}),), "Choose one"),
        ("seen_by", (entry("legal", {"organisations": "1"}),), "on the page of that section"),
    ],
)
def test_what_cannot_stand_is_refused(
    section: str, entries: Any, sentence: str, nurse: Any, person: int
) -> None:
    with pytest.raises(PlanRefused, match=sentence):
        write(nurse, person, section, entries)
    assert not PlanVersion.objects.exists()


def test_a_version_that_never_was_is_refused(nurse: Any, person: int) -> None:
    with pytest.raises(PlanRefused, match="no such version"):
        write(nurse, person, base=7, most_important="My garden")


def test_two_who_write_different_words_are_merged(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    write(nurse, person, base=1, most_important="My garden", please_do="Knock twice")
    merged = write(other, person, base=1, most_important="My garden and my cats")
    assert (merged.number, merged.base, merged.is_merged) == (3, 1, True)
    assert text(person, "most_important") == "My garden and my cats"
    assert text(person, "please_do") == "Knock twice"
    assert merged.sections == ["about_me"]


def test_two_who_change_the_same_words_differently_are_asked(nurse: Any, other: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    write(nurse, person, base=1, most_important="My roses")
    with pytest.raises(BothChanged, match="Grace Adeyemi changed the same words") as refused:
        write(other, person, base=1, most_important="My cats", please_do="Knock twice")
    (asked,) = refused.value.merged.conflicts
    assert (asked.was, asked.theirs, asked.yours) != (None, None, None)
    assert (asked.theirs.text, asked.yours.text) == ("My roses", "My cats")  # type: ignore[union-attr]
    assert (refused.value.first, refused.value.latest.number) == (1, 2)
    assert text(person, "most_important") == "My roses", "nothing was overwritten"
    assert PlanVersion.objects.count() == 2


def test_an_entry_taken_out_by_one_and_changed_by_the_other_is_asked(
    nurse: Any, other: Any, person: int
) -> None:
    write(nurse, person, "goals", (goal(), goal("cook", words="Cook for my family")))
    actions.save_section(
        by=nurse, person=person, section="goals", entries=(goal("cook"),), base=1, key=uuid.uuid4()
    )
    with pytest.raises(BothChanged):
        write(other, person, "goals", (goal(words="Run"), goal("cook", words="Cook for my family")), base=1)


def test_a_refusal_leaves_no_empty_plan_behind(nurse: Any, person: int) -> None:
    with pytest.raises(PlanRefused):
        write(nurse, person, "nowhere", (entry("a", {"text": "x"}),))
    assert queries.plan_of(person) is None
    assert queries.current_plan(person) is None


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_write_at_once_nothing_is_lost(nurse: Any, person: int) -> None:
    write(nurse, person, most_important="My garden")
    few = threading.Semaphore(10)  # connections to the database are shared with others
    failed: list[BaseException] = []

    def add(writer: int) -> None:
        with few:
            try:
                for edit in range(2):
                    strength = {"kind": "strength", "words": f"{writer} {edit}", "area": "social"}
                    new = entry(f"w{writer}e{edit}", strength)
                    write(nurse, person, "strengths", (new,), base=1)
            except BaseException as problem:
                failed.append(problem)
            finally:
                connection.close()

    threads = [threading.Thread(target=add, args=(writer,)) for writer in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    plan = queries.current_plan(person)
    assert plan is not None
    assert len(entries_of(plan.content, "strengths")) == 100
    assert [each.number for each in queries.versions_of(person)] == list(range(101, 0, -1))
    assert text(person, "most_important") == "My garden"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_change_the_same_words_one_counts_and_all_others_are_told(
    nurse: Any, person: int
) -> None:
    write(nurse, person, most_important="My garden")
    outcomes: list[str] = []

    def change(writer: int) -> None:
        try:
            write(nurse, person, base=1, most_important=f"My garden and {writer} cats")
            outcomes.append("kept")
        except BothChanged:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", *["told"] * 7]
    assert PlanVersion.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_makes_one_version_of_a_new_plan(nurse: Any, person: int) -> None:
    key, made = uuid.uuid4(), set()

    def send() -> None:
        try:
            made.add(write(nurse, person, key=key, base=0, most_important="My garden").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == PlanVersion.objects.count() == 1
    assert not PlanDeed.objects.exists()
