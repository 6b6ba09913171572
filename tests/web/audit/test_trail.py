"""The audit trail: rows are added, never changed; each look is one row; an export is a row."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from web.audit import actions, queries, request_context
from web.audit.models import Act, AuditEntry, Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(user_of: Callable[..., Any]) -> AuditEntry:
    return actions.record(by=user_of("analyst"), act=Act.WRITE, kind="plan", id=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET detail = 'x'",
        "UPDATE audit_auditentry SET at = now()",
        "DELETE FROM audit_auditentry",
    ],
)
def test_the_database_refuses_to_change_a_row(entry: AuditEntry, statement: str) -> None:
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(pk=entry.pk, detail="").exists()


def test_the_database_refuses_to_empty_the_trail(entry: AuditEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER ALL")
        with pytest.raises(DatabaseError, match="never emptied"), transaction.atomic():
            cursor.execute("TRUNCATE audit_auditentry CASCADE")
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_the_model_refuses_as_well(entry: AuditEntry) -> None:
    entry.detail = "changed"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()


def test_a_look_is_one_row_a_request(user_of: Callable[..., Any]) -> None:
    user = user_of("team_member")
    for request in ("first", "second"):
        request_context.begin(request)
        for _ in range(3):
            actions.record_look(by=user, person=42)
        actions.record_look(by=user, person=43)
        request_context.end()
    rows = AuditEntry.objects.filter(act=Act.LOOK).order_by("id")
    assert [(row.object_id, row.request_id) for row in rows] == [
        ("42", "first"), ("43", "first"), ("42", "second"), ("43", "second"),
    ]  # fmt: skip


def test_a_look_at_a_list_is_one_row_that_names_everybody_in_one_statement(
    user_of: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    user = user_of("team_member")
    request_context.begin("one")
    actions.record_look(by=user, person=43)
    for many in (3, 300):
        with django_assert_num_queries(1):  # one INSERT, within the transaction that asks
            made = actions.record_list(
                by=user,
                name="queue",
                people=[many, 43, many + 1, many],
                ground="caseload a-team",
                basis="care",
            )
        assert made is not None
    request_context.end()
    first, second = AuditEntry.objects.filter(object_kind="list").order_by("pk")
    assert (first.act, first.object_id, first.request_id) == (Act.LOOK, "queue", "one")
    assert (first.ground, first.basis, first.people) == ("caseload a-team", "care", [3, 4, 43])
    assert second.people == [300, 301], "nobody is named twice by one page"


def test_a_list_of_nobody_is_no_look(user_of: Callable[..., Any]) -> None:
    user = user_of("team_member")
    assert actions.record_list(by=user, name="queue", people=[]) is None
    assert not AuditEntry.objects.filter(object_kind="list").exists()


def test_a_list_taken_away_names_everybody(user_of: Callable[..., Any]) -> None:
    user = user_of("team_lead")
    actions.record_export(by=user, kind="caseload", detail="2 rows", purpose="direct_care", people=[7, 6, 7])
    actions.record_export(by=user, kind="teams", detail="9 rows", purpose="audit")
    named, bare = AuditEntry.objects.filter(act=Act.EXPORT).order_by("pk")
    assert (named.people, bare.people) == ([6, 7], None)


def test_the_trail_of_a_person_finds_the_lists_they_stood_in(user_of: Callable[..., Any]) -> None:
    user = user_of("team_member")
    actions.record_list(by=user, name="queue", people=[6, 7])
    actions.record_list(by=user, name="queue", people=[8])
    actions.record_look(by=user, person=7)
    assert [row.object_kind for row in queries.entries(person="7")] == ["person", "list"]
    assert [row.object_kind for row in queries.entries(person=" 8 ")] == ["list"]
    for nobody in ("9", str(2**70), "x7"):
        assert not queries.entries(person=nobody).exists()


def test_a_person_is_found_in_lists_by_an_index(user_of: Callable[..., Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = AuditEntry.objects.filter(people__contains=[7]).order_by().explain()
    assert "audit_by_people" in plan


def test_a_row_keeps_the_name_role_and_organisation_of_the_moment(user_of: Callable[..., Any]) -> None:
    user = user_of("team_member")
    entry = actions.record_look(by=user, person=42)
    user.name, user.role = "Somebody Else", "analyst"
    user.save()
    assert entry is not None
    entry.refresh_from_db()
    assert (entry.user_name, entry.role) == ("Robin Team Member", "team_member")
    assert entry.organisation == "Smalltown Community Trust"


@pytest.mark.parametrize("purpose", ["curiosity", "DIRECT_CARE"])
def test_a_purpose_nobody_knows_is_refused(purpose: str, user_of: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=purpose):
        actions.record_look(by=user_of("team_member"), person=42, purpose=purpose)


@pytest.fixture
def officer(client: Client, user_of: Callable[..., Any]) -> Client:
    client.force_login(user_of("privacy_officer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_trail_is_filtered_by_the_address(officer: Client, user_of: Callable[..., Any]) -> None:
    carer = user_of("team_member")
    actions.record_look(by=carer, person=4711)
    actions.record_look(by=carer, person=4712)
    page = officer.get("/audit/", {"person": "4711"}).content.decode()
    assert "person 4711" in page
    assert "person 4712" not in page
    assert "Person (pseudonym): 4711" in page
    actions.record_look(by=carer, person=4713, purpose="audit", ground="caseload a-team", basis="direct care")
    page = officer.get("/audit/", {"looked_for": "audit"}).content.decode()
    assert "1 row matches the filter" in page
    assert "direct care" in page, "the legal ground stands beside the detail"
    assert "0 rows are sealed" in page
    assert "recent rows wait for a seal" in page
    page = officer.get(
        "/audit/", {"act": "look", "looked_for": "direct_care", "user": carer.pk, "from_on": "2000-01-01"}
    ).content.decode()
    assert "2 rows match the filter" in page
    assert "Nothing was done" in officer.get("/audit/", {"to_on": "2000-01-01"}).content.decode()


def test_what_makes_no_sense_in_the_filter_is_said(officer: Client) -> None:
    answer = officer.get("/audit/", {"from_on": "yesterday", "user": "x", "act": "' OR 1=1 --"})
    assert answer.status_code == 200
    assert "Enter a valid date" in answer.content.decode()


def test_an_export_takes_a_purpose_and_leaves_a_row(officer: Client) -> None:
    assert officer.get("/audit/", {"export": "csv"}).status_code == 400
    assert officer.get("/audit/", {"export": "exe", "purpose": "audit"}).status_code == 400
    answer = officer.get("/audit/", {"export": "xlsx", "purpose": "audit", "person": "4711"})
    assert answer["Content-Disposition"].endswith('.xlsx"')
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["B2"].value == "Person (pseudonym): 4711"
    assert sheet["B4"].value == "Robin Privacy Officer"
    assert sheet["B5"].value == str(Purpose.AUDIT.label)
    entry = AuditEntry.objects.get(act=Act.EXPORT)
    assert entry.detail == "0 rows as xlsx, filtered by: Person (pseudonym)"


def test_whoever_may_not_export_is_refused(client: Client, user_of: Callable[..., Any]) -> None:
    client.force_login(user_of("administrator"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/audit/", {"export": "csv", "purpose": "audit"}).status_code == 403
    assert not AuditEntry.objects.filter(act=Act.EXPORT).exists()
