"""Judgements of tiers: who may make them, what replaces what, and that a form counts once."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lco.records.tables import JudgementReason
from tests.journeys.manchester import FIRST_TEAM
from web.accounts.roles import Role
from web.audit.models import Act, AuditEntry
from web.population.models import Listing
from web.teams import actions, judgements, queries
from web.teams.actions import Decision, JudgedMeanwhile, JudgementRefused
from web.teams.models import Judgement, JudgementAct, Membership, Team

pytestmark = pytest.mark.django_db
OTHER_TEAM = "manchester-ardwick-and-longsight"
NOTE = "Her husband, who cared for her, died in May"


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


@pytest.fixture
def person(manchester: Any) -> Listing:
    """Somebody at rising risk whom the first team looks after."""
    return queries.people_of(Team.objects.get(slug=FIRST_TEAM)).filter(tier="rising").order_by("rank")[0]


def decision(**changes: Any) -> Decision:
    values: dict[str, Any] = {
        "tier": "high",
        "reason": JudgementReason.HOME_OR_CARER,
        "note": NOTE,
        "ends_before": timezone.localdate() + timedelta(days=90),
    }
    return Decision(**{**values, **changes})


def judge(by: Any, person: Listing, *, key: uuid.UUID | None = None, **changes: Any) -> Judgement:
    """Judge as somebody does who opened the form just now."""
    latest = judgements.latest_of(person.person_id)
    judged_on = changes.pop("judged_on", None)
    return actions.judge(
        by=by,
        listing=person,
        decision=decision(**changes),
        key=key or uuid.uuid4(),
        after=latest.pk if latest else None,
        judged_on=judged_on,
    )


def withdraw(by: Any, person: Listing, *, note: str = "She is well again") -> Judgement:
    latest = judgements.latest_of(person.person_id)
    after = latest.pk if latest else None
    return actions.withdraw(by=by, listing=person, note=note, key=uuid.uuid4(), after=after)


def seen(person: Listing) -> Listing:
    return judgements.with_judgements(Listing.objects.filter(pk=person.pk)).get()


def test_a_member_of_the_team_judges_and_the_list_says_so(nurse: Any, person: Listing) -> None:
    assert (seen(person).judged_tier, seen(person).judged_reason) == (None, None)
    made = judge(nurse, person)
    assert (seen(person).judged_tier, seen(person).judged_reason) == ("high", JudgementReason.HOME_OR_CARER)
    assert seen(person).tier == "rising", "what the records say stays what it is"
    assert (made.judged_by, made.note, made.judged_on) == (nurse, NOTE, timezone.localdate())


def test_a_judgement_leaves_a_row_of_audit_without_a_word_of_it(nurse: Any, person: Listing) -> None:
    made = judge(nurse, person)
    row = AuditEntry.objects.get(act=Act.WRITE, object_kind="person")
    assert (row.user, row.object_id) == (nurse, str(person.person_id))
    assert row.detail == f"judged the tier, judgement {made.pk}"


def test_a_newer_judgement_replaces_an_older_which_stays_to_be_read(nurse: Any, person: Listing) -> None:
    judge(nurse, person)
    judge(nurse, person, tier="low", reason=JudgementReason.STABLE)
    assert seen(person).judged_tier == "low"
    assert [each.tier for each in judgements.judgements_of(person.person_id)] == ["low", "high"]


def test_a_judgement_taken_back_holds_no_more_and_the_one_before_does_not_return(
    nurse: Any, person: Listing
) -> None:
    judge(nurse, person, tier="low", reason=JudgementReason.STABLE)
    judge(nurse, person)
    taken = withdraw(nurse, person)
    assert seen(person).judged_tier is None
    assert (taken.act, taken.ends_before) == (JudgementAct.WITHDRAWN, taken.judged_on)
    with pytest.raises(JudgementRefused, match="there is nothing to take back"):
        withdraw(nurse, person)


def test_a_judgement_that_has_ended_holds_no_more(nurse: Any, person: Listing) -> None:
    today = timezone.localdate()
    judge(nurse, person, judged_on=today - timedelta(days=10), ends_before=today)
    assert seen(person).judged_tier is None
    judge(nurse, person, judged_on=today - timedelta(days=10), ends_before=today + timedelta(days=1))
    assert seen(person).judged_tier == "high"


def test_a_judgement_is_never_changed_or_removed(nurse: Any, person: Listing) -> None:
    made = judge(nurse, person)
    for change in (lambda: Judgement.objects.update(tier="low"), made.delete):
        with pytest.raises(DatabaseError, match="judgement_is_append_only"), transaction.atomic():
            change()


@pytest.mark.parametrize("role", sorted({role.value for role in Role} - {"team_member", "team_lead"}))
def test_no_other_role_judges_even_as_member_of_the_team(role: str, teamed: Any, person: Listing) -> None:
    with pytest.raises(JudgementRefused, match="Only the team that looks after"):
        judge(teamed(role), person)
    assert not Judgement.objects.exists()


def test_a_member_of_another_team_does_not_judge(teamed: Any, person: Listing) -> None:
    with pytest.raises(JudgementRefused, match="Only the team that looks after"):
        judge(teamed("team_member", team=OTHER_TEAM), person)


def test_who_left_the_team_while_the_form_was_open_does_not_judge(nurse: Any, person: Listing) -> None:
    judge(nurse, person)
    actions.leave(by=None, membership=Membership.objects.get(user=nurse))
    with pytest.raises(JudgementRefused, match="Only the team that looks after"):
        judge(nurse, person)
    with pytest.raises(JudgementRefused, match="Only the team that looks after"):
        withdraw(nurse, person)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tier": "highest"}, "There is no tier 'highest'"),
        ({"reason": 0}, "Choose the reason from the list"),
        ({"reason": 99}, "Choose the reason from the list"),
        ({"reason": JudgementReason.OTHER, "note": " "}, "Say in your own words"),
        ({"ends_before": date(2018, 4, 1)}, "for at most 12 months"),
        ({"ends_before": timezone.localdate()}, "for at most 12 months"),
        ({"ends_before": timezone.localdate() + timedelta(days=367)}, "for at most 12 months"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    changes: dict[str, Any], sentence: str, nurse: Any, person: Listing
) -> None:
    with pytest.raises(JudgementRefused, match=sentence):
        judge(nurse, person, **changes)
    assert not Judgement.objects.exists()


def test_a_withdrawal_says_why(nurse: Any, person: Listing) -> None:
    judge(nurse, person)
    with pytest.raises(JudgementRefused, match="Say why"):
        withdraw(nurse, person, note=" ")
    assert seen(person).judged_tier == "high"


def test_the_same_form_sent_twice_counts_once(nurse: Any, person: Listing) -> None:
    key = uuid.uuid4()
    first = actions.judge(by=nurse, listing=person, decision=decision(), key=key, after=None)
    again = actions.judge(by=nurse, listing=person, decision=decision(), key=key, after=None)
    assert first == again
    assert Judgement.objects.count() == 1
    assert AuditEntry.objects.filter(act=Act.WRITE, object_kind="person").count() == 1


def test_a_form_counts_for_one_person_and_its_writer_alone(nurse: Any, teamed: Any, person: Listing) -> None:
    key = uuid.uuid4()
    judge(nurse, person, key=key)
    other = queries.people_seen_by(nurse).exclude(pk=person.pk)[0]
    for by, who in ((nurse, other), (teamed("team_lead"), person)):
        with pytest.raises(JudgementRefused, match="was used for another judgement"):
            judge(by, who, key=key)


def test_who_judged_meanwhile_is_shown_and_not_overwritten(nurse: Any, teamed: Any, person: Listing) -> None:
    theirs = judge(nurse, person)
    with pytest.raises(JudgedMeanwhile, match="Grace Adeyemi judged High risk while you wrote") as refused:
        actions.judge(
            by=teamed("team_lead"), listing=person, decision=decision(), key=uuid.uuid4(), after=None
        )
    assert refused.value.latest == theirs
    assert Judgement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_counts_and_none_is_lost_unsaid(nurse: Any, person: Listing) -> None:
    outcomes: list[str] = []

    def send() -> None:
        try:
            actions.judge(by=nurse, listing=person, decision=decision(), key=uuid.uuid4(), after=None)
            outcomes.append("kept")
        except JudgedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", *["told"] * 7]
    assert Judgement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_at_once_has_one_effect(nurse: Any, person: Listing) -> None:
    key, made = uuid.uuid4(), set()

    def send() -> None:
        try:
            made.add(actions.judge(by=nurse, listing=person, decision=decision(), key=key, after=None).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == Judgement.objects.count() == 1


def test_the_list_is_narrowed_by_what_was_judged(nurse: Any, person: Listing) -> None:
    everybody = queries.people_seen_by(nurse)
    agreed = everybody.filter(tier="rising").exclude(pk=person.pk)[0]
    ended = everybody.filter(tier="low")[0]
    judge(nurse, person)
    judge(nurse, agreed, tier="rising")
    judge(nurse, ended)
    withdraw(nurse, ended)
    assert set(judgements.narrowed(everybody, "judged")) == {person, agreed}
    assert set(judgements.narrowed(everybody, "differs")) == {person}
    assert judgements.narrowed(everybody, "not").count() == everybody.count() - 2
    assert judgements.narrowed(everybody, "").count() == everybody.count()


def test_a_team_sees_the_judgements_of_its_people_and_of_nobody_else(
    nurse: Any, teamed: Any, user_of: Any, person: Listing
) -> None:
    stranger = teamed("team_member", team=OTHER_TEAM)
    judge(nurse, person)
    judge(nurse, person, tier="rising")
    judge(stranger, queries.people_seen_by(stranger)[0])
    (mine,) = judgements.judgements_seen_by(nurse)
    assert (mine.person_id, mine.tier, mine.list_tier) == (person.person_id, "rising", "rising")
    for state, count in {"": 1, "holds": 1, "differs": 0, "due": 0, "over": 0}.items():
        assert judgements.in_state(judgements.judgements_seen_by(nurse), state).count() == count
    withdraw(nurse, person)
    assert judgements.in_state(judgements.judgements_seen_by(nurse), "over").count() == 1
    assert not judgements.judgements_seen_by(user_of("team_member", name="Of No Team")).exists()


def test_what_must_be_looked_at_again_soon_is_found(nurse: Any, person: Listing) -> None:
    other = queries.people_seen_by(nurse).exclude(pk=person.pk)[0]
    soon = judge(nurse, person, ends_before=timezone.localdate() + timedelta(days=20))
    judge(nurse, other)
    assert set(judgements.in_state(judgements.judgements_seen_by(nurse), "due")) == {soon}


def test_a_judgement_goes_with_a_person_who_moves(nurse: Any, teamed: Any, person: Listing) -> None:
    made = judge(nurse, person)
    new_team = teamed("team_member", team=OTHER_TEAM)
    Listing.objects.filter(pk=person.pk).update(neighbourhood="ardwick_and_longsight")
    assert set(judgements.judgements_seen_by(new_team)) == {made}
    assert not judgements.judgements_seen_by(nurse).exists()


def test_a_demonstration_has_a_judgement_of_each_team_and_no_second_one(
    teamed: Any, user_of: Any, manchester: Any
) -> None:
    users = [
        teamed("team_member"),
        teamed("team_lead", team=OTHER_TEAM),
        teamed("analyst"),
        user_of("team_member", name="Of No Team"),
    ]
    made = actions.seed_demo_judgements(by=None, users=users)
    assert [each.judged_by for each in made] == users[:2]
    assert actions.seed_demo_judgements(by=None, users=users) == made
    assert Judgement.objects.count() == 2
