"""Referrals: who is meant is found without showing others' people, nobody stands twice on a list."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lco.teams.matching import Strength, Who
from lco.teams.workflow import Act
from tests.web.teams.cases.acting import at_once, do, signed
from tests.web.teams.cases.reading import hidden, text
from web.audit.models import Act as Audited
from web.audit.models import AuditEntry
from web.population.models import Listing
from web.records.models import Person
from web.records.names import searchable
from web.teams.cases import actions
from web.teams.cases.actions import CaseRefused, Told
from web.teams.cases.candidates import candidates
from web.teams.cases.models import Case, Referral, Source
from web.teams.queries import people_of
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db
ANSWERS = {
    "kind": "referral",
    "referrer": "voluntary",
    "referred_by": "Joan Hill, her neighbour",
    "reached_by": "0161 496 0000",
    "reason": "She has not been seen for a week",
    "asked": "A visit",
    "urgency": "soon",
    "is_person_told": "no",
}


def told(**changes: Any) -> Told:
    values: dict[str, Any] = {
        "referrer": "gp",
        "referred_by": "Dr Aziz",
        "reason": "Falls",
        "received_on": timezone.localdate(),
        "is_person_told": True,
    }
    return Told(**{**values, **changes})


def who(person: Person, **changes: Any) -> Who:
    values: dict[str, Any] = {
        "nhs_number": person.nhs_number,
        "given_name": searchable(person.given_name),
        "family_name": searchable(person.family_name),
        "born_on": person.born_on,
    }
    return Who(**{**values, **changes})


def answers(person: Person, **changes: str) -> dict[str, str]:
    return {
        **ANSWERS,
        "key": str(uuid.uuid4()),
        "received_on": timezone.localdate().isoformat(),
        "nhs_number": person.nhs_number,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "born_on": person.born_on.isoformat(),
        **changes,
    }


@pytest.fixture
def client(nurse: Any) -> Client:
    """The nurse's browser."""
    return signed(nurse)


@pytest.fixture
def page(team: Any) -> str:
    """The address of the referral form of the first team."""
    return reverse("teams:case_refer", args=[team.slug])


def numbered(team: Any) -> Person:
    """Return somebody of a team whose NHS number, name and birth date are known."""
    known = people_of(team).exclude(nhs_number="").select_related("person").order_by("rank")
    return known[0].person


def test_a_referral_opens_a_case_and_says_everything_of_it(nurse: Any, team: Any, somebody: Any) -> None:
    person = somebody().person
    made = actions.refer(by=nurse, person=person, team=team, told=told(urgency="urgent"), key=uuid.uuid4())
    assert (made.case.source, made.case.state) == (Source.REFERRAL, "found")
    assert made.case.triage_by == timezone.localdate() + timedelta(days=1)
    row = AuditEntry.objects.get(detail__startswith="took in referral")
    assert (row.object_id, "Falls" in row.detail) == (str(person.pk), False)


def test_who_has_a_case_keeps_it_and_a_more_urgent_one_brings_triage_nearer(
    nurse: Any, lead: Any, team: Any, found: Any
) -> None:
    case, today = found(), timezone.localdate()
    for urgency, day in (("routine", None), ("soon", 7), ("urgent", 1), ("soon", 1)):
        made = actions.refer(
            by=nurse, person=case.person, team=team, told=told(urgency=urgency), key=uuid.uuid4()
        )
        assert made.case == case
        made.case.refresh_from_db()
        assert made.case.triage_by == (today + timedelta(days=day) if day else None)
    assert Case.objects.count() == 1
    assert Notice.objects.filter(to=lead).count() == 4, "the lead is told: nobody acts by name yet"


def test_a_hospital_flag_is_a_source_of_its_own(nurse: Any, team: Any, somebody: Any) -> None:
    flag = told(referrer="hospital", is_hospital_flag=True, reason="Goes home on Monday")
    made = actions.refer(by=nurse, person=somebody().person, team=team, told=flag, key=uuid.uuid4())
    assert made.case.source == Source.HOSPITAL_FLAG


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"referrer": "nobody"}, "from the lists"),
        ({"urgency": "now"}, "from the lists"),
        ({"reason": " "}, "Say who refers"),
        ({"referred_by": ""}, "Say who refers"),
        ({"received_on": timezone.localdate() + timedelta(days=1)}, "cannot be in the future"),
    ],
)
def test_half_a_referral_is_refused(
    changes: dict[str, Any], sentence: str, nurse: Any, team: Any, somebody: Any
) -> None:
    with pytest.raises(CaseRefused, match=sentence):
        actions.refer(by=nurse, person=somebody().person, team=team, told=told(**changes), key=uuid.uuid4())
    assert not Case.objects.exists()


def test_a_referral_is_never_changed(nurse: Any, team: Any, somebody: Any) -> None:
    made = actions.refer(by=nurse, person=somebody().person, team=team, told=told(), key=uuid.uuid4())
    for change in (lambda: Referral.objects.update(reason="x"), made.delete):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_one_referral_sent_many_times_at_once_counts_once(nurse: Any, team: Any, somebody: Any) -> None:
    person, key = somebody().person, uuid.uuid4()
    sent = at_once(6, lambda: actions.refer(by=nurse, person=person, team=team, told=told(), key=key))
    assert sent == ["done"] * 6
    assert (Case.objects.count(), Referral.objects.count()) == (1, 1)


def test_the_own_people_are_candidates_by_number_name_and_birth_date(nurse: Any, team: Any) -> None:
    person = numbered(team)
    (sure,) = [each for each in candidates(nurse, who(person)).own if each.person == person]
    assert sure.match.strength is Strength.CERTAIN
    found = candidates(nurse, who(person, nhs_number=""))
    assert person in [each.person for each in found.own]
    typed = who(person, nhs_number="", family_name=f"{searchable(person.family_name)}e")
    assert person in [each.person for each in candidates(nurse, typed).own]


def test_somebody_elses_person_is_told_of_without_a_word_of_who_they_are(
    client: Client, nurse: Any, team: Any, other_team: Any, page: str
) -> None:
    person = numbered(other_team)
    found = candidates(nurse, who(person))
    assert (found.own, found.elsewhere) == ([], person)
    given = answers(person, given_name="", family_name="", born_on="")
    asked = client.post(page, given)
    shown = asked.content.decode()
    assert "Somebody another team looks after" in shown
    for secret in (person.full_name, person.family_name, str(person.pk), other_team.name):
        assert secret not in shown
    sent = client.post(page, {**given, "step": "save", "person": "elsewhere"}, follow=True)
    assert "sent to the team that looks after this person" in text(sent)
    referral = Referral.objects.get()
    assert (referral.case.person, referral.team, referral.sent_from) == (person, other_team, team)
    assert other_team.name not in sent.content.decode()


def test_a_name_that_only_sounds_alike_says_nothing_of_others_people(nurse: Any, other_team: Any) -> None:
    person = numbered(other_team)
    guess = Who(given_name="Nobody", family_name=searchable(person.family_name), born_on=person.born_on)
    assert candidates(nurse, guess).are_none


def test_a_person_of_no_team_is_refused_with_what_to_do(client: Client, page: str, team: Any) -> None:
    unknown = answers(
        numbered(team), nhs_number="", family_name="Nemo", given_name="Nullus", born_on="1901-01-01"
    )
    response = client.post(page, unknown)
    assert response.status_code == 422
    assert "Nobody of this place" in text(response)
    assert "was not taken in" in text(response)
    assert not Case.objects.exists()
    assert AuditEntry.objects.filter(act=Audited.SEARCH).count() == 1


def test_a_referral_is_taken_in_from_form_to_case(client: Client, page: str, team: Any) -> None:
    person = numbered(team)
    opened = client.get(page)
    given = {**answers(person), **hidden(opened)}
    choose = client.post(page, given)
    assert "Who is it?" in text(choose)
    assert "Same nhs number, same birth date, same name" in text(choose)
    unchosen = client.post(page, {**hidden(choose), "step": "save"})
    assert unchosen.status_code == 422
    for _ in range(2):
        saved = client.post(page, {**hidden(choose), "step": "save", "person": str(person.pk)})
        assert saved["Location"] == reverse("teams:case", args=[person.pk])
    assert Referral.objects.count() == 1
    case = text(client.get(saved["Location"]))
    for words in (
        "Referral by Voluntary or community group",
        "She has not been seen for a week",
        "0161 496 0000",
    ):
        assert words in case
    queue = text(client.get(reverse("teams:case_queue", args=[team.slug])))
    assert "Referral: 1" in queue
    assert "Soon" in queue


def test_a_chosen_person_must_be_one_of_those_found(
    client: Client, page: str, team: Any, other_team: Any
) -> None:
    given = {**answers(numbered(team)), "step": "save", "person": str(numbered(other_team).pk)}
    assert client.post(page, given).status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nhs_number": "123"}, "no valid NHS number"),
        ({"nhs_number": "", "given_name": ""}, "Enter the NHS number, or first name"),
        ({"received_on": "2999-01-01"}, "cannot be in the future"),
        ({"reason": ""}, "what they are worried about"),
        ({"urgency": ""}, "how urgent it is"),
        ({"kind": ""}, "Choose what has come in"),
    ],
)
def test_what_makes_no_sense_is_said(
    changes: dict[str, str], sentence: str, client: Client, page: str, team: Any
) -> None:
    response = client.post(page, answers(numbered(team), **changes))
    assert response.status_code == 422
    assert sentence in text(response)


def test_a_person_one_sees_is_referred_from_their_page(client: Client, somebody: Any) -> None:
    person = somebody().person
    page = reverse("teams:case_refer_person", args=[person.pk])
    opened = client.get(page)
    given = {**ANSWERS, **hidden(opened), "received_on": timezone.localdate().isoformat()}
    checked = client.post(page, given)
    assert "Check your answers" in text(checked)
    assert client.post(page, {**hidden(checked), "step": "save"}).status_code == 302
    assert Referral.objects.get().case.person == person


def test_a_referral_of_who_stepped_down_lately_says_that_they_came_back(
    client: Client, nurse: Any, lead: Any, team: Any, active: Any
) -> None:
    case = active()
    do(nurse, case, Act.REVIEW)
    actions.step_down(
        by=lead,
        case=case,
        key=uuid.uuid4(),
        reason="need_lower",
        is_agreed=True,
        note="Well",
        is_override=True,
    )
    made = actions.refer(by=nurse, person=case.person, team=team, told=told(), key=uuid.uuid4())
    assert made.case.came_back_from == case
    page = text(client.get(reverse("teams:case", args=[case.person_id])))
    assert "Came back: stepped down on" in page
    assert "Came back after stepping down" in text(client.get(reverse("teams:case_queue", args=[team.slug])))


def test_who_comes_back_after_long_begins_anew(nurse: Any, lead: Any, team: Any, active: Any) -> None:
    case = active()
    do(nurse, case, Act.REVIEW)
    actions.step_down(
        by=lead,
        case=case,
        key=uuid.uuid4(),
        reason="need_lower",
        is_agreed=True,
        note="Well",
        is_override=True,
    )
    ago = timezone.now() - timedelta(days=91)
    Case.objects.filter(pk=case.pk).update(opened_at=ago, closed_at=ago)
    made = actions.refer(by=nurse, person=case.person, team=team, told=told(), key=uuid.uuid4())
    assert made.case.came_back_from is None


def test_nobody_in_the_list_and_without_a_case_cannot_be_referred(client: Client, somebody: Any) -> None:
    listing = somebody()
    page = reverse("teams:case_refer_person", args=[listing.person_id])
    given = {**ANSWERS, **hidden(client.get(page)), "received_on": timezone.localdate().isoformat()}
    Listing.objects.filter(pk=listing.pk).update(neighbourhood="")
    assert client.post(page, {**given, "step": "save"}).status_code == 403
