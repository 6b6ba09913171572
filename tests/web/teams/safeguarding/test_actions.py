"""Concerns: raised, decided on, acted on and closed; what is refused, and one effect of a form sent twice."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from lco.teams.safeguarding import Answer
from tests.web.teams.cases.acting import at_once
from tests.web.teams.safeguarding.raising import (
    DUTY,
    NO_DUTY,
    NOT_KNOWN,
    SAID_WORDS,
    STEP,
    answers,
    closed,
    decided,
    raised,
    step,
    told,
)
from web.audit.models import AuditEntry
from web.teams.models import Membership
from web.teams.queries import today
from web.teams.safeguarding import actions
from web.teams.safeguarding.models import Concern, ConcernDecision, ConcernEvent, ConcernStep
from web.teams.staff.actions import appoint_leader
from web.teams.work.actions import TaskRefused, finish_task, give_task
from web.teams.work.models import Notice, Task

pytestmark = pytest.mark.django_db


def test_a_concern_is_raised_and_those_who_decide_are_told_that_something_waits(
    nurse: Any, social_worker: Any, lead: Any, colleague: Any, adult: Any
) -> None:
    concern = raised(nurse, adult)
    assert (concern.stage, concern.told, concern.raised_by) == ("raised", SAID_WORDS, nurse)
    assert concern.decide_by == today() + timedelta(days=2)
    assert list(concern.named.all()) == [nurse]
    notices = list(Notice.objects.all())
    assert {notice.to for notice in notices} == {social_worker, lead}
    for notice in notices:
        assert "safeguarding" not in notice.about.lower() and notice.person is None


def test_the_trail_names_the_concern_not_what_it_says(nurse: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    row = AuditEntry.objects.get(object_kind="safeguarding")
    assert (row.object_id, row.detail) == (str(concern.pk), f"raised, of person {adult.pk}")
    assert not AuditEntry.objects.filter(object_kind="person").exists()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"told": " "}, "what was seen or said"),
        ({"words_of": "other"}, "who told you"),
        ({"is_in_danger": True}, "Ring 999 first"),
        ({"wishes": ""}, "what the person wants"),
        ({"says": "not_asked"}, "why the person was not asked"),
        ({"says": "objects"}, "against their wish"),
        ({"says": "perhaps"}, "from the lists"),
    ],
)
def test_half_a_concern_is_refused(nurse: Any, adult: Any, values: dict[str, Any], says: str) -> None:
    with pytest.raises(actions.ConcernRefused, match=says):
        raised(nurse, adult, **values)
    assert not Concern.objects.exists()


def test_who_does_not_see_the_person_is_told_whom_to_ring(teamed: Any, adult: Any, officer: Any) -> None:
    stranger = teamed("team_member", team="manchester-ardwick-and-longsight", name="Sean Nair")
    for user in (stranger, officer):
        with pytest.raises(actions.ConcernRefused, match="ring the council's safeguarding team"):
            raised(user, adult)


def test_a_form_sent_twice_raises_one_concern(nurse: Any, social_worker: Any, adult: Any) -> None:
    key = uuid.uuid4()
    first, second = (actions.raise_concern(by=nurse, person=adult.pk, told=told(), key=key) for _ in range(2))
    assert first == second
    assert Concern.objects.count() == ConcernEvent.objects.count() == Notice.objects.count() == 1


def test_the_duty_applies_and_its_first_step_stands_in_the_day_of_who_does_it(
    nurse: Any, social_worker: Any, colleague: Any, adult: Any
) -> None:
    concern = decided(social_worker, raised(nurse, adult), *DUTY, owner=colleague)
    assert concern.stage == "enquiry"
    decision = ConcernDecision.objects.get()
    assert (decision.outcome, decision.by) == ("duty", social_worker)
    assert [leg["why"] for leg in decision.legs] == ["Why needs", "Why risk", "Why protect"]
    assert "section 42" in decision.source
    task = ConcernStep.objects.get(title=STEP).task
    assert (task.owner, task.due_on, task.person) == (colleague, today() + timedelta(days=3), None)
    assert STEP not in task.title
    assert colleague in concern.named.all()


def test_a_leg_that_fails_is_named_and_no_step_is_asked(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern = decided(social_worker, raised(nurse, adult), *NO_DUTY)
    assert concern.stage == "no_duty"
    assert "cannot protect themselves" in ConcernDecision.objects.get().in_words
    assert not concern.steps.exists()


def test_what_is_not_known_is_found_out_and_decided_again(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern = decided(social_worker, raised(nurse, adult), *NOT_KNOWN, owner=nurse)
    assert concern.stage == "finding_out"
    concern = decided(social_worker, concern, *DUTY, owner=social_worker)
    assert concern.stage == "enquiry"
    assert [each.outcome for each in concern.decisions.all()] == ["duty", "not_known"]


def test_of_a_child_the_duty_of_this_section_does_not_apply(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    adult.born_on = today() - timedelta(days=365 * 12)
    adult.save()
    concern = decided(social_worker, raised(nurse, adult), *DUTY)
    assert concern.stage == "no_duty"
    assert "services for children" in concern.decisions.get().legs[0]["why"]


def test_who_does_not_decide_is_refused(nurse: Any, lead: Any, social_worker: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    for user in (nurse, lead):
        with pytest.raises(actions.ConcernRefused, match="A social worker or social care lead of the team"):
            decided(user, concern, *NO_DUTY)
        with pytest.raises(actions.ConcernRefused, match="A social worker or social care lead of the team"):
            closed(user, concern)


def test_who_leads_social_care_decides_as_long_as_they_do(nurse: Any, colleague: Any, adult: Any) -> None:
    membership = Membership.objects.get(user=colleague)
    post = appoint_leader(by=None, membership=membership, post="social_care")
    concern = decided(colleague, raised(nurse, adult), *NOT_KNOWN, owner=nurse)
    assert concern.stage == "finding_out"
    post.ends_before = today()
    post.save()
    with pytest.raises(actions.ConcernRefused, match="You may not act on this"):
        decided(colleague, concern, *NO_DUTY)


def test_who_need_not_know_may_do_nothing(nurse: Any, colleague: Any, social_worker: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    for act in (
        lambda: decided(colleague, concern, *NO_DUTY),
        lambda: actions.add_step(by=colleague, concern=concern, step=step(colleague), key=uuid.uuid4()),
        lambda: actions.name_people(
            by=colleague, concern=concern, users=[colleague.pk], why="I ask", key=uuid.uuid4()
        ),
        lambda: closed(colleague, concern),
    ):
        with pytest.raises(actions.ConcernRefused, match="You may not act on this"):
            act()


def test_a_reason_is_needed_for_every_leg(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    bare = {**answers(*NO_DUTY), "risk": Answer(True, " ")}
    with pytest.raises(actions.ConcernRefused, match=r"Give the reason: the adult is experiencing"):
        decided(social_worker, concern, *NO_DUTY, answers=bare)


@pytest.mark.parametrize("met", [DUTY, NOT_KNOWN])
def test_somebody_does_the_next_step_by_a_day(
    nurse: Any, social_worker: Any, adult: Any, met: tuple[bool | None, ...]
) -> None:
    concern = raised(nurse, adult)
    with pytest.raises(actions.ConcernRefused, match="who does it, and by when"):
        decided(social_worker, concern, *met)
    with pytest.raises(actions.ConcernRefused, match="due today or later"):
        decided(social_worker, concern, *met, step=step(nurse, due_on=today() - timedelta(days=1)))
    concern.refresh_from_db()
    assert concern.stage == "raised"
    assert not Task.every.exists()


def test_somebody_of_another_team_does_no_step(
    nurse: Any, social_worker: Any, adult: Any, teamed: Any
) -> None:
    stranger = teamed("team_member", team="manchester-ardwick-and-longsight", name="Sean Nair")
    with pytest.raises(actions.ConcernRefused, match="does not belong to"):
        decided(social_worker, raised(nurse, adult), *DUTY, owner=stranger)
    assert not ConcernDecision.objects.exists()


def test_a_concern_about_a_colleague_is_kept_from_them(
    nurse: Any, social_worker: Any, colleague: Any, lead: Any, adult: Any
) -> None:
    concern = raised(nurse, adult, kept_from=[lead.pk, colleague.pk, nurse.pk])
    assert set(concern.kept_from.all()) == {lead, colleague}, "who raises it cannot be kept from it"
    assert {notice.to for notice in Notice.objects.all()} == {social_worker}
    with pytest.raises(actions.ConcernRefused, match="kept from Bilal Hussain"):
        actions.add_step(by=social_worker, concern=concern, step=step(colleague), key=uuid.uuid4())
    with pytest.raises(actions.ConcernRefused, match="kept from Amara Okafor"):
        actions.name_people(by=social_worker, concern=concern, users=[lead.pk], why="Leads", key=uuid.uuid4())
    with pytest.raises(actions.ConcernRefused, match="You may not act on this"):
        closed(lead, concern)


def test_people_are_named_with_a_reason(nurse: Any, colleague: Any, adult: Any, teamed: Any) -> None:
    concern = raised(nurse, adult)
    with pytest.raises(actions.ConcernRefused, match="say why"):
        actions.name_people(by=nurse, concern=concern, users=[colleague.pk], why="", key=uuid.uuid4())
    stranger = teamed("team_member", team="manchester-ardwick-and-longsight", name="Sean Nair")
    with pytest.raises(actions.ConcernRefused, match="belong to the team today"):
        actions.name_people(by=nurse, concern=concern, users=[stranger.pk], why="He asks", key=uuid.uuid4())
    actions.name_people(
        by=nurse, concern=concern, users=[colleague.pk], why="Sees her daily", key=uuid.uuid4()
    )
    assert set(concern.named.all()) == {nurse, colleague}
    assert concern.events.get(act="named").words == "Bilal Hussain: Sees her daily"
    assert Notice.objects.filter(to=colleague).count() == 1


def test_it_is_closed_once_decided_and_with_no_step_open(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    with pytest.raises(actions.ConcernRefused, match="Decide on the three legs first"):
        closed(social_worker, concern)
    decided(social_worker, concern, *DUTY, owner=nurse)
    with pytest.raises(actions.ConcernRefused, match="still open"):
        closed(social_worker, concern)
    finish_task(by=nurse, task=ConcernStep.objects.get().task, outcome="She has a new card")
    with pytest.raises(actions.ConcernRefused, match="from the lists"):
        closed(social_worker, concern, "gone_away")
    with pytest.raises(actions.ConcernRefused, match="Say what came of it"):
        closed(social_worker, concern, note=" ")
    done = closed(social_worker, concern, "removed", wishes_met="fully")
    assert (done.stage, done.ending_in_words, done.wishes_met_in_words) == (
        "closed",
        "The risk is gone",
        "Yes, wholly",
    )
    with pytest.raises(actions.ConcernRefused, match="closed: raise a new one"):
        decided(social_worker, concern, *NO_DUTY)


def test_without_a_duty_nobody_says_what_became_of_the_risk(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern = decided(social_worker, raised(nurse, adult), *NO_DUTY)
    with pytest.raises(actions.ConcernRefused, match="from the lists"):
        closed(social_worker, concern, "removed")
    assert closed(social_worker, concern, "nothing_more").closed_by == social_worker


def test_a_step_goes_to_nobody_who_is_not_named(
    nurse: Any, colleague: Any, social_worker: Any, adult: Any
) -> None:
    decided(social_worker, raised(nurse, adult), *DUTY, owner=nurse)
    task = ConcernStep.objects.get().task
    with pytest.raises(TaskRefused, match="Only few may know"):
        give_task(by=nurse, task=task, to=colleague, key=uuid.uuid4())
    with pytest.raises(TaskRefused, match="Only the team"):
        finish_task(by=colleague, task=task, outcome="Done")


def test_every_write_of_a_form_counts_once(
    nurse: Any, social_worker: Any, colleague: Any, adult: Any
) -> None:
    concern, keys = raised(nurse, adult), [uuid.uuid4() for _ in range(4)]
    for _ in range(2):
        decided(social_worker, concern, *DUTY, owner=nurse, key=keys[0])
        actions.add_step(by=nurse, concern=concern, step=step(nurse, title="Ring"), key=keys[1])
        actions.name_people(by=nurse, concern=concern, users=[colleague.pk], why="Helps", key=keys[2])
    for each in ConcernStep.objects.all():
        finish_task(by=nurse, task=each.task, outcome="Done")
    for _ in range(2):
        closed(social_worker, concern, key=keys[3])
    acts = list(concern.events.values_list("act", flat=True))
    assert acts == ["closed", "named", "step", "decided", "raised"]
    assert ConcernStep.objects.count() == Task.every.count() == 2
    other = raised(nurse, adult)
    with pytest.raises(actions.ConcernRefused, match="another concern"):
        decided(social_worker, other, *NO_DUTY, key=keys[0])


def test_who_writes_beside_an_older_page_is_told_what_is_new(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern = raised(nurse, adult)
    before = concern.version
    actions.add_step(by=nurse, concern=concern, step=step(nurse), key=uuid.uuid4(), version=before)
    with pytest.raises(
        actions.ChangedMeanwhile, match="Grace Adeyemi wrote on this concern meanwhile"
    ) as told:
        decided(social_worker, concern, *NO_DUTY, version=before)
    assert [event.act for event in told.value.events] == ["step"]
    assert not ConcernDecision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_beside_the_same_page_make_one_decision(
    nurse: Any, social_worker: Any, adult: Any
) -> None:
    concern = raised(nurse, adult)
    outcomes = at_once(3, lambda: decided(social_worker, concern, *NO_DUTY, version=concern.version))
    assert outcomes == ["ChangedMeanwhile", "ChangedMeanwhile", "done"]
    assert ConcernDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_raises_one_concern(nurse: Any, adult: Any) -> None:
    key = uuid.uuid4()
    outcomes = at_once(3, lambda: actions.raise_concern(by=nurse, person=adult.pk, told=told(), key=key))
    assert outcomes == ["done"] * 3
    assert Concern.objects.count() == 1


def test_who_left_the_team_may_do_nothing_more(nurse: Any, social_worker: Any, adult: Any) -> None:
    concern = raised(nurse, adult)
    Membership.objects.filter(user=social_worker).update(ends_before=today())
    with pytest.raises(actions.ConcernRefused, match="You do not see this person today"):
        decided(social_worker, concern, *NO_DUTY)


def test_decisions_and_history_are_never_rewritten(nurse: Any, social_worker: Any, adult: Any) -> None:
    decided(social_worker, raised(nurse, adult), *NO_DUTY)
    for rows in (ConcernDecision.objects, ConcernEvent.objects):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            rows.all().delete()
