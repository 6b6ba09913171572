"""Everything held about a person is found, looked through, released; records past their time are listed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.periods import months_after
from lco.teams.workflow import Act
from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import Act as Audited
from web.audit.models import AuditEntry
from web.records.models import Person
from web.teams.access import actions
from web.teams.access.everything import LEFT_OUT, TECHNICAL, everything_about, ways
from web.teams.access.models import AccessRequest
from web.teams.access.own_record import as_json, own_record
from web.teams.access.people import seen
from web.teams.access.plain_words import CHAPTERS, FIELDS, chapter_title, field_label
from web.teams.access.refusals import AccessRefused, ChangedMeanwhile
from web.teams.access.retention import records_due
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case, CaseEvent
from web.teams.models import Team

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]
TODAY = timezone.localdate()


@pytest.fixture
def person(person_of: Any) -> Any:
    """Somebody of the first team."""
    return person_of()


@pytest.fixture
def case(nurse: Any, person: Any) -> Case:
    """The person's case, with words of the team in it and something held closer."""
    made = open_case(
        by=nurse,
        person=person,
        team=Team.objects.get(slug=FIRST_TEAM),
        source="tier_list",
        note="Her daughter Ruth worries",
        key=uuid4(),
    )
    found = seen(nurse, person.pk)
    assert found is not None
    actions.record_sensitive(
        by=nurse, seen=found, sensitivity="safeguarding", words="Section 42 enquiry", named=[], key=uuid4()
    )
    return made


@pytest.fixture
def request_of(officer: Any, person: Any) -> AccessRequest:
    """The person's request for their own record."""
    return actions.take_request(
        by=officer, person=person, asked_on=TODAY, identity="Passport, and a letter", key=uuid4()
    )


def _texts(chapters: Any) -> str:
    return json.dumps([[part.facts for part in chapter.parts] for chapter in chapters], ensure_ascii=False)


def test_every_table_about_a_person_is_gathered_or_left_out_for_a_reason() -> None:
    gathered = {way.model for way in ways()}
    about = {Person}
    # Grow the set by hand: whatever refers to something about a person is about the person.
    while True:
        further = {
            model
            for model in apps.get_models()
            if model not in about
            and model._meta.app_label in {"teams", "population", "records"}
            and any(isinstance(f, models.ForeignKey) and f.related_model in about for f in model._meta.fields)
        }
        if not further:
            break
        about |= further
    assert about - {Person} == gathered
    assert set(LEFT_OUT) <= {model.__name__ for model in gathered}


def test_every_table_and_field_has_plain_words() -> None:
    """Who adds a table or a field says what it is called to the person it is about."""
    plain = re.compile(
        r"\w+_(at|by|on)|\w*(reason|need|name)\w*|answer|closing_note|consent|decisions?|detail|ending"
        r"|neighbourhood|postcode|removed_because|sex|summary|urgency|address"
    )
    for model in (Person, *(way.model for way in ways())):
        title = chapter_title(model)
        assert title[0].isupper() and " " in title, model.__name__
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            told = {field.name, f"{model.__name__}.{field.name}"} & set(FIELDS)
            hidden = field.name in TECHNICAL or field.related_model is Person
            assert told or hidden or plain.fullmatch(field.name), f"{model.__name__}.{field.name}"
            assert re.fullmatch(r"[A-Z][A-Za-z0-9 ,()&'-]+", field_label(field)), field_label(field)
    assert len(set(CHAPTERS.values())) == len(CHAPTERS), "no two chapters are called the same"


def test_the_person_reads_no_name_of_a_class_and_no_code(case: Case, person: Any, nurse: Any) -> None:
    advance(by=nurse, case=case, act=Act.INCLUDE, reason="high_risk", key=uuid4())
    chapters = everything_about(person)
    names = {model.__name__ for model in apps.get_models()}
    labels = {chapter.title for chapter in chapters}
    labels |= {name for chapter in chapters for part in chapter.parts for name, _ in part.facts}
    assert not labels & names
    assert not [label for label in labels if "_" in label or re.search(r"[a-z][A-Z]", label)]
    words = {value for chapter in chapters for part in chapter.parts for _, value in part.facts}
    assert not [value for value in words if " object (" in value or re.fullmatch(r"[a-z]+(_[a-z]+)+", value)]


def test_what_the_team_wrote_is_found(case: Case, person: Any) -> None:
    told = _texts(everything_about(person))
    for words in (
        person.full_name.split()[0],
        "Her daughter Ruth worries",
        "Section 42 enquiry",
        "Grace Adeyemi",
    ):
        assert words in told


def test_of_somebody_else_nothing_is_found(case: Case, person_of: Any) -> None:
    told = _texts(everything_about(person_of(rank=1)))
    assert "Ruth" not in told
    assert "Section 42" not in told


def test_the_reads_do_not_grow_with_what_is_held(nurse: Any, case: Case, person: Any) -> None:
    def reads() -> int:
        with CaptureQueriesContext(connection) as captured:
            everything_about(person)
        return len(captured)

    before = reads()
    for number in range(20):
        found = seen(nurse, person.pk)
        assert found is not None
        actions.record_sensitive(
            by=nurse, seen=found, sensitivity="safeguarding", words=f"{number}", named=[nurse], key=uuid4()
        )
    assert reads() == before


def test_free_text_and_what_is_held_closer_is_marked(case: Case, request_of: AccessRequest) -> None:
    record = own_record(request_of)
    concerns = {part.concern for chapter in record.chapters for part in chapter.parts if part.concern}
    assert {each.split(":")[0] for each in concerns} == {"held closer", "free text"}
    assert record.undecided == record.marks != []
    assert "Section 42" not in as_json(record, at=datetime(2026, 8, 6, tzinfo=UTC))


def test_it_is_released_when_every_marked_part_is_decided_on(
    officer: Any, case: Case, request_of: AccessRequest
) -> None:
    record = own_record(request_of)
    with pytest.raises(AccessRefused, match="marked parts are not decided on"):
        actions.release_request(by=officer, request=request_of, marks=record.marks, note="")
    decisions = {mark: "withhold" if "sensitive" in mark else "release" for mark in record.marks}
    held = actions.decide_parts(by=officer, request=request_of, decisions=decisions, version=1)
    actions.decide_parts(by=officer, request=request_of, decisions=decisions, version=1)
    released = actions.release_request(by=officer, request=held, marks=record.marks, note="By hand")
    assert actions.release_request(by=officer, request=held, marks=[], note="").pk == released.pk
    told = json.loads(as_json(own_record(released), at=datetime(2026, 8, 6, tzinfo=UTC)))
    assert "Her daughter Ruth worries" in json.dumps(told)
    assert "Section 42" not in json.dumps(told)
    assert {"withheld": "Withheld: it is about somebody else, or the law keeps it back."} in (
        told["record"]["Information held closer"]
    )
    assert AuditEntry.objects.filter(act=Audited.EXPORT, object_id=request_of.person_id).count() == 1


def test_a_request_that_cannot_be_is_refused(officer: Any, person: Any, request_of: AccessRequest) -> None:
    later = TODAY + timedelta(days=1)
    with pytest.raises(AccessRefused, match="dated today or before"):
        actions.take_request(by=officer, person=person, asked_on=later, identity="Passport", key=uuid4())
    with pytest.raises(AccessRefused, match="made sure who asks"):
        actions.take_request(by=officer, person=person, asked_on=TODAY, identity=" ", key=uuid4())
    with pytest.raises(ChangedMeanwhile):
        actions.decide_parts(by=officer, request=request_of, decisions={"x": "release"}, version=9)
    with pytest.raises(AccessRefused, match="released or withheld"):
        actions.decide_parts(by=officer, request=request_of, decisions={"x": "burn"}, version=1)
    with pytest.raises(AccessRefused, match="complain to the ICO"):
        actions.refuse_request(by=officer, request=request_of, note=" ")
    actions.refuse_request(by=officer, request=request_of, note="Nobody of that name; told of the ICO")
    with pytest.raises(AccessRefused, match="is closed: it was refused"):
        actions.release_request(by=officer, request=request_of, marks=[], note="")


def test_it_is_to_be_answered_within_a_month(officer: Any, person: Any) -> None:
    asked_on = date(2026, 1, 31)
    taken = actions.take_request(
        by=officer, person=person, asked_on=asked_on, identity="Passport", key=uuid4()
    )
    assert taken.due_on == months_after(asked_on, 1) == date(2026, 2, 28)


def test_the_officer_answers_on_pages(officer: Any, case: Case, person: Any, signed: Signed) -> None:
    client = signed(officer)
    said = {
        "nhs_number": person.nhs_number,
        "family_name": "",
        "born_on": person.born_on.isoformat(),
        "asked_on": TODAY.isoformat(),
        "identity": "Passport",
        "key": str(uuid4()),
    }
    new = reverse("teams:access_request_new")
    assert client.post(new, {**said, "identity": ""}).status_code == 422
    at = client.post(new, said)["Location"]
    assert client.post(new, said)["Location"] == at, "sent twice, it is one request"
    page = client.get(at).content.decode()
    assert "parts wait for your decision" in page
    assert "Her daughter Ruth worries" in page
    assert client.post(at, {"step": "release"}).status_code == 422
    assert client.post(at, {"step": "decide", "version": "9", "x": "y"}).status_code in {302, 409}
    assert client.post(at, {"step": "release-texts", "version": "1"}).status_code == 302
    marks = own_record(AccessRequest.objects.get()).undecided
    assert all("sensitive" in mark for mark in marks)
    stale = client.post(at, {"step": "decide", "version": "1", marks[0]: "withhold"})
    assert stale.status_code == 409
    assert "Somebody decided on a part meanwhile" in stale.content.decode()
    assert client.post(at, {"step": "decide", "version": "2", marks[0]: "withhold"}).status_code == 302
    draft = client.get(f"{at}/record").content.decode()
    assert "A draft" in draft
    assert client.post(at, {"step": "release", "note": "By hand"}).status_code == 302
    printed = client.get(f"{at}/record").content.decode()
    assert "A draft" not in printed
    assert "Her daughter Ruth worries" in printed
    assert "Section 42" not in printed
    assert "Who has seen it" in printed
    file = client.get(f"{at}/record.json")
    assert person.family_name not in file["Content-Disposition"]
    assert person.family_name in file.content.decode()
    assert "Section 42" not in file.content.decode()


def _closed(nurse: Any, case: Case, years: int) -> None:
    """Let the case have been closed so many years ago."""
    advance(by=nurse, case=case, act=Act.WITHDRAW, reason="asked_to_stop", key=uuid4())
    long_ago = timezone.now() - timedelta(days=366 * years)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE teams_caseevent DISABLE TRIGGER USER")
        CaseEvent.objects.filter(case=case).update(at=long_ago)
        cursor.execute("ALTER TABLE teams_caseevent ENABLE TRIGGER USER")
    Case.objects.filter(pk=case.pk).update(opened_at=long_ago, closed_at=long_ago)


def test_a_record_past_its_time_is_listed_and_nothing_is_deleted(
    nurse: Any, officer: Any, case: Case, person: Any, signed: Signed
) -> None:
    Person.objects.filter(pk=person.pk).update(born_on=date(1950, 1, 1))
    assert list(records_due()) == [], "the case is open"
    _closed(nurse, case, 8)
    (due,) = records_due()
    assert (due.person, due.rule.id, due.is_held) == (person.pk, "adult_care", False)
    client = signed(officer)
    page = client.get(reverse("teams:access_retention")).content.decode()
    assert str(person.pk) in page
    assert person.family_name not in page
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_record_not_past_its_time_is_not(nurse: Any, case: Case, person: Any) -> None:
    Person.objects.filter(pk=person.pk).update(born_on=date(1950, 1, 1))
    _closed(nurse, case, 7)
    assert list(records_due()) == []


def test_a_hold_is_kept_until_it_is_lifted(officer: Any, person: Any, signed: Signed) -> None:
    client = signed(officer)
    said = {
        "nhs_number": person.nhs_number,
        "family_name": "",
        "born_on": person.born_on.isoformat(),
        "reason": "The inquiry asks",
        "key": str(uuid4()),
    }
    for _ in range(2):
        assert client.post(reverse("teams:access_hold"), said).status_code == 302
    page = client.get(reverse("teams:access_retention")).content.decode()
    assert page.count("The inquiry asks") == 1
    held = person.retention_holds.get()
    lift = reverse("teams:access_hold_lift", args=[held.pk])
    assert client.post(lift).status_code == 302
    held.refresh_from_db()
    assert held.lifted_by == officer
    actions.lift_hold(by=officer, hold=held)
    assert client.post(lift).status_code == 404
    with pytest.raises(AccessRefused, match="have to be kept"):
        actions.hold_records(by=officer, person=person, reason=" ", key=uuid4())
