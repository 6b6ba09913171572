"""A plan is agreed with the person, started, reviewed and copied; the case follows."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lco.teams.plans.content import without_entry
from tests.web.teams.plans.plans import agree, goal, how, write
from web.audit.models import Act, AuditEntry
from web.teams.cases.models import Case, CaseEvent, Intensity
from web.teams.plans import actions, queries
from web.teams.plans.actions import PlanGrown, PlanRefused
from web.teams.plans.models import Deed, GoalReview, PlanDeed, Way
from web.teams.work.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(nurse: Any, person: int) -> int:
    """The person, with a goal and a contingency in the plan."""
    write(nurse, person, "goals", (goal(),))
    write(nurse, person, "contingency", signs="Stops eating", contact="0161 496 0000")
    return person


def stands(case: Case, state: str, **changes: Any) -> Case:
    """Put a case where a test needs it."""
    Case.objects.filter(pk=case.pk).update(state=state, **changes)
    return Case.objects.get(pk=case.pk)


def test_a_plan_is_agreed_by_whom_and_how(nurse: Any, written: int) -> None:
    made = agree(nurse, written, way=Way.TELEPHONE)
    plan = queries.current_plan(written)
    assert plan is not None
    assert (plan.agreed, plan.is_agreed, plan.state) == (made, True, "Agreed")
    assert (made.version.number, made.who, made.way) == (2, "Doris Archer", "telephone")
    row = AuditEntry.objects.filter(act=Act.WRITE, object_kind="person").latest("pk")
    assert row.detail == "plan version 2 agreed"
    write(nurse, written, please_do="Knock twice")
    changed = queries.current_plan(written)
    assert changed is not None
    assert (changed.is_agreed, changed.agreed) == (False, made)
    assert changed.state == "Agreed, with changes that are not agreed yet"


def test_what_is_agreed_is_the_version_that_was_shown(nurse: Any, other: Any, written: int) -> None:
    write(other, written, please_do="Knock twice")
    with pytest.raises(PlanGrown, match="Imran Khan changed the plan while you wrote") as grown:
        agree(nurse, written, number=2)
    assert grown.value.latest.number == 3
    assert not PlanDeed.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"who": " "}, "Say with whom and how"),
        ({"way": "by_pigeon"}, "Say with whom and how"),
        ({"way": Way.BEST_INTERESTS}, "Say why the person cannot decide this"),
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "The day lies ahead"),
        ({"review_on": timezone.localdate()}, "Choose a day for the review after today"),
        ({"review_on": timezone.localdate() + timedelta(weeks=26, days=1)}, "and not after"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(
    changes: dict[str, Any], sentence: str, nurse: Any, written: int
) -> None:
    with pytest.raises(PlanRefused, match=sentence):
        agree(nurse, written, **changes)
    assert not PlanDeed.objects.exists()


def test_a_best_interests_decision_says_why(nurse: Any, written: int) -> None:
    note = "She cannot weigh it up; her son and her GP were asked"
    assert agree(nurse, written, way=Way.BEST_INTERESTS, note=note).note == note


def test_while_care_is_intensive_the_review_is_sooner(nurse: Any, written: int, case: Case) -> None:
    stands(case, "discussed", intensity=Intensity.INTENSIVE)
    far = timezone.localdate() + timedelta(weeks=13)
    with pytest.raises(PlanRefused, match="and not after"):
        agree(nurse, written, review_on=far)
    assert agree(nurse, written, review_on=far - timedelta(weeks=1)).review_on


def test_nothing_written_no_goal_and_agreed_already_are_refused(nurse: Any, person: int) -> None:
    with pytest.raises(PlanRefused, match="Nothing is written in the plan yet"):
        agree(nurse, person)
    write(nurse, person, please_do="Knock twice")
    with pytest.raises(PlanRefused, match="Write at least one goal"):
        agree(nurse, person)
    write(nurse, person, "goals", (goal(),))
    agree(nurse, person)
    with pytest.raises(PlanRefused, match="agreed already"):
        agree(nurse, person)


def test_the_case_follows_the_agreement_and_is_started_by_its_coordinator(
    nurse: Any, other: Any, written: int, case: Case
) -> None:
    stands(case, "discussed", coordinator=nurse)
    deed = agree(nurse, written)
    held = Case.objects.get(pk=case.pk)
    assert (held.state, held.review_on, deed.case) == ("plan_agreed", deed.review_on, held)
    with pytest.raises(PlanRefused, match="Grace Adeyemi coordinates this case"):
        actions.start_plan(by=other, person=written, key=uuid.uuid4())
    key = uuid.uuid4()
    event = actions.start_plan(by=nurse, person=written, key=key)
    assert actions.start_plan(by=nurse, person=written, key=key) == event
    assert Case.objects.get(pk=case.pk).state == "active"


def test_a_case_that_is_not_that_far_keeps_its_state_and_gets_the_review(
    nurse: Any, written: int, case: Case
) -> None:
    deed = agree(nurse, written)
    held = Case.objects.get(pk=case.pk)
    assert (held.state, held.review_on) == ("found", deed.review_on)
    with pytest.raises(PlanRefused, match="cannot be done while"):
        actions.start_plan(by=nurse, person=written, key=uuid.uuid4())


def test_without_a_case_a_plan_is_agreed_and_not_started(nurse: Any, written: int) -> None:
    assert agree(nurse, written).case is None
    with pytest.raises(PlanRefused, match="on no caseload"):
        actions.start_plan(by=nurse, person=written, key=uuid.uuid4())


def test_a_review_says_what_came_of_it_and_moves_the_case(nurse: Any, written: int, case: Case) -> None:
    with pytest.raises(PlanRefused, match="No plan was agreed yet"):
        actions.review_plan(by=nurse, person=written, agreed=how(note="Well"), key=uuid.uuid4())
    agree(nurse, written)
    stands(case, "active")
    with pytest.raises(PlanRefused, match="Say what came of the review"):
        actions.review_plan(by=nurse, person=written, agreed=how(), key=uuid.uuid4())
    key, next_on = uuid.uuid4(), timezone.localdate() + timedelta(weeks=20)
    said = how(note="She walks to the gate", review_on=next_on)
    made = actions.review_plan(by=nurse, person=written, agreed=said, key=key)
    assert actions.review_plan(by=nurse, person=written, agreed=said, key=key) == made
    assert Case.objects.get(pk=case.pk).state == "reviewed"
    assert queries.readiness(written).review_on == next_on
    assert PlanDeed.objects.filter(deed=Deed.REVIEWED).count() == 1


def test_the_same_agreement_sent_twice_counts_once(nurse: Any, written: int, case: Case) -> None:
    stands(case, "assessed")
    key = uuid.uuid4()
    before = CaseEvent.objects.count()
    made = {
        actions.agree_plan(by=nurse, person=written, number=2, agreed=how(), key=key).pk for _ in range(3)
    }
    assert len(made) == PlanDeed.objects.count() == 1
    assert CaseEvent.objects.count() == before + 1


def test_a_deed_is_never_changed_or_removed(nurse: Any, written: int) -> None:
    made = agree(nurse, written)
    for act in (lambda: PlanDeed.objects.update(who="Nobody"), made.delete):
        with pytest.raises(DatabaseError, match="plan_deed_is_append_only"), transaction.atomic():
            act()


def test_a_copy_is_written_down_with_its_print_its_way_and_its_day(nurse: Any, written: int) -> None:
    today = timezone.localdate()
    given = {"print": "easy", "way": "by_hand", "who": "Doris Archer", "done_on": today}
    key = uuid.uuid4()
    made = actions.give_copy(by=nurse, person=written, number=2, key=key, **given)  # type: ignore[arg-type]
    again = actions.give_copy(by=nurse, person=written, number=2, key=key, **given)  # type: ignore[arg-type]
    assert made == again
    assert queries.copies_of(written) == [made]
    row = AuditEntry.objects.filter(act=Act.WRITE, object_kind="person").latest("pk")
    assert row.detail == "copy of plan version 2 given, easy read, by_hand"
    write(nurse, written, please_do="Knock twice")
    wrong = [
        ({}, PlanGrown, "changed the plan while you wrote"),
        ({"number": 3, "print": "braille"}, PlanRefused, "Say what was printed"),
        ({"number": 3, "who": ""}, PlanRefused, "Say what was printed"),
        ({"number": 3, "done_on": today + timedelta(days=1)}, PlanRefused, "The day lies ahead"),
    ]
    for changes, kind, sentence in wrong:
        asked: dict[str, Any] = {"number": 2, **given, **changes}
        with pytest.raises(kind, match=sentence):
            actions.give_copy(by=nurse, person=written, key=uuid.uuid4(), **asked)


def reviewed(by: Any, person: int, level: int, *, days_ago: int = 0, **changes: Any) -> GoalReview:
    day = timezone.localdate() - timedelta(days=days_ago)
    asked = {"goal": "walk", "note": "", "key": uuid.uuid4(), "reviewed_on": day, **changes}
    return actions.review_goal(by=by, person=person, level=level, **asked)


def test_a_goal_is_looked_at_over_time_and_the_latest_day_counts(nurse: Any, written: int) -> None:
    reviewed(nurse, written, 1, days_ago=1)
    reviewed(nurse, written, -1, days_ago=30)
    plan = queries.current_plan(written)
    assert plan is not None
    assert [(each.level, each.is_achieved) for each in plan.goals] == [(1, True)]
    assert [each.level for each in queries.reviews_of(written)] == [1, -1]
    key = uuid.uuid4()
    assert reviewed(nurse, written, 2, key=key) == reviewed(nurse, written, 2, key=key)
    with pytest.raises(PlanRefused, match="no such goal"):
        reviewed(nurse, written, 1, goal="fly")
    with pytest.raises(PlanRefused, match="one of the five levels"):
        reviewed(nurse, written, 3)
    with pytest.raises(PlanRefused, match="The day lies ahead"):
        reviewed(nurse, written, 1, days_ago=-1)


def test_an_action_is_a_task_of_the_team_for_a_goal(nurse: Any, written: int, case: Case) -> None:
    due = timezone.localdate() + timedelta(days=14)
    made = actions.add_plan_action(
        by=nurse,
        person=written,
        goal="walk",
        title="Walk together",
        due_on=due,
        owner=nurse,
        key=uuid.uuid4(),
    )
    assert (made.case, made.person_id, made.came_from) == (case, written, "plan")
    assert [queries.goal_of(each) for each in queries.actions_of(written)] == ["walk"]
    with pytest.raises(PlanRefused, match="no such goal"):
        actions.add_plan_action(
            by=nurse, person=written, goal="fly", title="x", due_on=due, owner=nurse, key=uuid.uuid4()
        )
    with pytest.raises(PlanRefused, match="Say who does it"):
        actions.add_plan_action(
            by=nurse, person=written, goal="walk", title="x", due_on=due, key=uuid.uuid4()
        )


def test_without_a_caseload_nobody_can_be_asked(nurse: Any, written: int) -> None:
    due = timezone.localdate() + timedelta(days=14)
    with pytest.raises(PlanRefused, match="on no caseload"):
        actions.add_plan_action(
            by=nurse, person=written, goal="walk", title="x", due_on=due, owner=nurse, key=uuid.uuid4()
        )
    assert not Task.objects.exists()


def test_what_a_step_down_asks_is_read_from_the_agreed_version(nurse: Any, written: int) -> None:
    assert not queries.readiness(written).is_agreed
    deed = agree(nurse, written)
    ready = queries.readiness(written)
    assert (ready.is_agreed, ready.has_goals, ready.has_contingency) == (True, True, True)
    assert (ready.are_goals_achieved, ready.review_on) == (False, deed.review_on)
    reviewed(nurse, written, 0)
    assert queries.readiness(written).are_goals_achieved
    content = queries.content_of(written, 2)
    left = without_entry(content, "contingency", "signs")["contingency"]
    write(nurse, written, "contingency", left)
    assert queries.readiness(written).has_contingency, "a draft changes nothing of what was agreed"


def test_of_each_case_the_first_agreement_counts_for_the_measures(
    nurse: Any, written: int, case: Case
) -> None:
    first = agree(nurse, written)
    write(nurse, written, please_do="Knock twice")
    agree(nurse, written)
    assert list(queries.agreed_plans()) == [first]
    assert queries.agreed_plans()[0].case == case


def test_the_kinds_of_goals_are_those_of_the_last_agreement(nurse: Any, written: int) -> None:
    assert list(queries.goal_kinds_of_agreed_plans()) == []
    agree(nurse, written)
    both = (goal(), goal("sing", words="Sing in the choir", kind="social"))
    write(nurse, written, "goals", both)
    assert list(queries.goal_kinds_of_agreed_plans()) == [(written, frozenset({"physical"}))]
    agree(nurse, written)
    assert list(queries.goal_kinds_of_agreed_plans()) == [(written, frozenset({"physical", "social"}))]
