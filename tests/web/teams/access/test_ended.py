"""The door to a person: every ground it opens on, how access ends, and how it is opened again."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.workflow import Act
from tests.journeys.manchester import FIRST_TEAM
from tests.web.teams.access.conftest import NOBODY, OTHER_TEAM
from web.audit.models import AuditEntry
from web.population.models import Listing
from web.teams.access import actions
from web.teams.access.ended import ended, open_case_team
from web.teams.access.models import Reopening
from web.teams.access.people import Basis, seen
from web.teams.access.refusals import AccessRefused
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case, HandOver
from web.teams.models import Membership, Team

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]
WHY = {"reason": "unfinished", "note": "The fall is not followed up"}


def _team(slug: str = FIRST_TEAM) -> Team:
    return Team.objects.get(slug=slug)


def _page(person: Any) -> str:
    return reverse("teams:person", args=[person.pk])


def _case(by: Any, person: Any, team: str = FIRST_TEAM) -> Case:
    return open_case(by=by, person=person, team=_team(team), source="tier_list", key=uuid4())


def _reopen(by: Any, person: Any, **more: Any) -> Reopening:
    return actions.reopen(by=by, pseudonym=person.pk, **{**WHY, "key": uuid4(), **more})


def _moves_away(person: Any) -> None:
    """Let the run shown say that the person lives in another neighbourhood."""
    Listing.objects.filter(person=person.pk).update(neighbourhood="ardwick_and_longsight")


@pytest.fixture
def seen_once(nurse: Any, person_of: Any, signed: Signed) -> Any:
    """Somebody the nurse looked at, who then moved to another neighbourhood."""
    person = person_of()
    assert signed(nurse).get(_page(person)).status_code == 200
    _moves_away(person)
    return person


def test_the_own_neighbourhood_is_seen(nurse: Any, person_of: Any) -> None:
    found = seen(nurse, person_of().pk)
    assert found is not None
    assert (found.basis, found.team, found.until) == (Basis.NEIGHBOURHOOD_TEAM, FIRST_TEAM, None)
    assert found.ground == f"neighbourhood_team {FIRST_TEAM}"


def test_the_caseload_is_seen_whatever_the_neighbourhood(nurse: Any, stranger: Any) -> None:
    assert seen(nurse, stranger.pk) is None
    _case(nurse, stranger)
    found = seen(nurse, stranger.pk)
    assert found is not None
    assert (found.basis, found.team) == (Basis.CASELOAD, FIRST_TEAM)


@pytest.mark.parametrize("level", ["locality", "place"])
def test_a_locality_or_city_team_sees_its_caseload_and_no_neighbourhood(
    level: str, teamed: Any, person_of: Any
) -> None:
    team = Team.objects.filter(level=level)[0]
    specialist, person = teamed("team_member", team=team.slug, name="Lena Fox"), person_of()
    assert seen(specialist, person.pk) is None
    open_case(by=specialist, person=person, team=team, source="referral", key=uuid4())
    found = seen(specialist, person.pk)
    assert found is not None
    assert (found.basis, found.team) == (Basis.CASELOAD, team.slug)
    assert seen(specialist, person_of(rank=1).pk) is None


def test_a_team_sees_whom_it_was_asked_to_take_over_while_the_question_stands(
    nurse: Any, teamed: Any, person_of: Any
) -> None:
    person = person_of()
    asked = teamed("team_member", team=OTHER_TEAM, name="Asked Nurse")
    offer = HandOver.objects.create(
        case=_case(nurse, person),
        from_team=_team(),
        to_team=_team(OTHER_TEAM),
        reason="moved",
        told="She fell twice",
        offered_by=nurse,
        key=uuid4(),
    )
    found = seen(asked, person.pk)
    assert found is not None
    assert (found.basis, found.team) == (Basis.HAND_OVER, OTHER_TEAM)
    HandOver.objects.filter(pk=offer.pk).update(state="returned", answered_at=timezone.now())
    assert seen(asked, person.pk) is None


@pytest.mark.parametrize("pseudonym", [-1, 2**63, 10**40])
def test_a_number_that_can_be_nobody_is_nobody(pseudonym: int, nurse: Any) -> None:
    assert seen(nurse, pseudonym) is None
    assert ended(nurse, pseudonym) is None


def test_whose_access_ended_is_told_when_and_why(nurse: Any, seen_once: Any, signed: Signed) -> None:
    answer = signed(nurse).get(_page(seen_once))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Your access to this person ended on" in page
    assert "they now live in another neighbourhood" in page
    assert seen_once.family_name not in page
    assert "Open it again with a reason" in page


@pytest.mark.parametrize(
    ("act", "reason", "words"),
    [
        (Act.EXCLUDE, "no_benefit", "your team decided not to take them on"),
        (Act.RECORD_DEATH, "told_by_family", "they died"),
        (Act.WITHDRAW, "asked_to_stop", "they withdrew"),
    ],
)
def test_a_case_that_closed_says_why(act: Act, reason: str, words: str, nurse: Any, stranger: Any) -> None:
    case = _case(nurse, stranger)
    advance(by=nurse, case=case, act=act, key=uuid4(), reason=reason, note="It is so")
    over = ended(nurse, stranger.pk)
    assert over is not None
    assert (over.why, over.team.slug, over.on) == (words, FIRST_TEAM, timezone.localdate())
    assert seen(nurse, stranger.pk) is None


def test_who_is_not_in_the_list_any_more_is_said_so(nurse: Any, seen_once: Any) -> None:
    Listing.objects.filter(person=seen_once.pk).delete()
    over = ended(nurse, seen_once.pk)
    assert over is not None
    assert over.why == "they are not in the list of the place any more"


def test_a_colleague_who_never_looked_has_nothing_that_ended(teamed: Any, seen_once: Any) -> None:
    assert ended(teamed("team_member", name="Ben Holt"), seen_once.pk) is None


def test_emergency_access_is_no_relationship_that_ends(nurse: Any, stranger: Any, signed: Signed) -> None:
    broken = actions.break_glass(
        by=nurse, person=stranger, reason="emergency", note="She cannot speak", key=uuid4()
    )
    assert signed(nurse).get(_page(stranger)).status_code == 200
    assert AuditEntry.objects.filter(ground="break_glass", user=nurse).exists()
    assert broken.pk
    assert ended(nurse, stranger.pk) is None


def test_access_that_ended_long_ago_is_a_stranger_s(
    nurse: Any, seen_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = ended(nurse, seen_once.pk)
    assert over is not None
    last = over.on + timedelta(days=365)
    monkeypatch.setattr("web.teams.access.ended.today", lambda: last - timedelta(days=1))
    assert ended(nurse, seen_once.pk) is not None
    monkeypatch.setattr("web.teams.access.ended.today", lambda: last)
    assert ended(nurse, seen_once.pk) is None


def test_it_is_opened_again_for_some_days_and_the_lead_is_told(
    nurse: Any, seen_once: Any, teamed: Any, signed: Signed
) -> None:
    lead = teamed("team_lead", team=OTHER_TEAM, name="Omar Khan")
    client, address = signed(nurse), reverse("teams:access_reopen", args=[seen_once.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"key": str(uuid4())}).status_code == 422
    said = {**WHY, "key": str(uuid4())}
    for _ in range(2):
        assert client.post(address, said)["Location"] == _page(seen_once)
    opened = Reopening.objects.get()
    assert opened.until - opened.at == timedelta(days=7)
    found = seen(nurse, seen_once.pk)
    assert found is not None
    assert (found.basis, found.team, found.until) == (Basis.REOPENED, FIRST_TEAM, opened.until)
    assert "Opened again until" in client.get(_page(seen_once)).content.decode()
    notice = lead.notices.get()
    assert notice.person == seen_once
    assert seen_once.family_name not in notice.about
    written = AuditEntry.objects.get(act="write", object_kind="person", object_id=seen_once.pk)
    assert "something i began is not finished" in written.detail


def test_it_closes_by_itself(nurse: Any, seen_once: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = _reopen(nurse, seen_once)
    monkeypatch.setattr("web.teams.access.people.timezone.now", lambda: opened.until)
    assert seen(nurse, seen_once.pk) is None


def test_a_stranger_cannot_open_what_was_never_open(nurse: Any, stranger: Any, signed: Signed) -> None:
    client = signed(nurse)
    answers = [
        ask(reverse("teams:access_reopen", args=[pseudonym]))
        for pseudonym in (stranger.pk, NOBODY)
        for ask in (client.get, lambda at: client.post(at, {**WHY, "key": str(uuid4())}))
    ]
    assert {each.status_code for each in answers} == {403}
    bodies = {re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", each.content.decode()) for each in answers}
    assert len(bodies) == 1
    with pytest.raises(AccessRefused, match="no access of yours that ended"):
        _reopen(nurse, stranger)


def test_who_left_the_team_is_a_stranger_at_once_and_opens_nothing(
    nurse: Any, seen_once: Any, signed: Signed
) -> None:
    from web.teams.actions import leave

    _reopen(nurse, seen_once)
    leave(by=None, membership=Membership.objects.get(user=nurse))
    assert seen(nurse, seen_once.pk) is None
    assert ended(nurse, seen_once.pk) is None
    with pytest.raises(AccessRefused):
        _reopen(nurse, seen_once)
    nurse.refresh_from_db()
    page = signed(nurse).get(_page(seen_once))
    assert page.status_code == 403
    assert "You may not see this person" in page.content.decode()


def test_another_team_does_not_bring_back_what_the_first_gave(
    nurse: Any, seen_once: Any, teamed: Any
) -> None:
    from web.teams.actions import join, leave

    leave(by=None, membership=Membership.objects.get(user=nurse))
    third = Team.objects.filter(level="neighbourhood").exclude(slug__in=[FIRST_TEAM, OTHER_TEAM]).first()
    join(by=None, user=nurse, team=third)
    assert ended(nurse, seen_once.pk) is None


def test_who_sees_the_person_has_nothing_to_open(nurse: Any, person_of: Any, signed: Signed) -> None:
    person = person_of()
    assert signed(nurse).get(reverse("teams:access_reopen", args=[person.pk]))["Location"] == _page(person)
    with pytest.raises(AccessRefused):
        _reopen(nurse, person)


@pytest.mark.parametrize("changed", [{"reason": "curiosity"}, {"note": " "}])
def test_it_is_not_opened_without_a_reason(changed: dict[str, str], nurse: Any, seen_once: Any) -> None:
    with pytest.raises(AccessRefused, match="Choose a reason"):
        _reopen(nurse, seen_once, **changed)


def test_the_team_of_now_is_that_of_the_case_else_of_the_neighbourhood(nurse: Any, person_of: Any) -> None:
    person = person_of(OTHER_TEAM)
    assert open_case_team(person.pk) == _team(OTHER_TEAM)
    _case(nurse, person)
    assert open_case_team(person.pk) == _team()
    assert open_case_team(NOBODY) is None


@pytest.mark.django_db(transaction=True)
def test_a_double_click_opens_once(nurse: Any, seen_once: Any) -> None:
    key = uuid4()

    def use() -> None:
        try:
            _reopen(nurse, seen_once, key=key)
        finally:
            connection.close()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Reopening.objects.count() == 1
