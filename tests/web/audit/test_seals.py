"""The trail in the database: rows are sealed after they are written, and what is changed then is found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from web.audit import actions, seals
from web.audit.models import Act, AuditEntry, Seal
from web.audit.roles import make_web_role
from web.audit.sealing import seal_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(user_of: Callable[..., Any]) -> list[AuditEntry]:
    """Six sealed rows of looks at six people."""
    nurse = user_of("team_member")
    made = [actions.record_look(by=nurse, person=number, ground="caseload a-team") for number in range(6)]
    seal_waiting()
    return [entry for entry in made if entry is not None]


def _behind_our_back(statement: str, *values: Any) -> None:
    """Do what only the owner of the tables could do: stop the triggers first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_every_row_is_sealed_once_in_the_order_of_its_id(trail: list[AuditEntry]) -> None:
    found = list(Seal.objects.order_by("number").values_list("number", "entry"))
    everything = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert found == list(enumerate(everything, start=1))
    assert seal_waiting() == 0
    verified = seals.verify()
    assert (verified.fault, verified.tail.rows) == (None, 0)
    assert verified.outcome.head == seals.head()


def test_whom_a_list_named_is_sealed_with_its_row(
    user_of: Callable[..., Any], trail: list[AuditEntry]
) -> None:
    entry = actions.record_list(by=user_of("team_lead"), name="queue", people=[11, 12])
    assert entry is not None
    seal_waiting()
    assert seals.verify().fault is None
    for tampered in ([11], [11, 13], None):
        with transaction.atomic():
            _behind_our_back("UPDATE audit_auditentry SET people = %s WHERE id = %s", tampered, entry.pk)
            fault = seals.verify().fault
            transaction.set_rollback(True)
        assert fault is not None
        assert (fault.kind, fault.entry) == ("changed", entry.pk)
    assert seals.verify().fault is None


def test_what_waits_for_its_seal_is_counted(trail: list[AuditEntry]) -> None:
    entry = actions.record(by=None, act=Act.SIGN_IN_FAILED)
    tail = seals.verify().tail
    assert (tail.rows, tail.oldest_at) == (1, entry.at)


def test_a_row_of_a_long_transaction_is_sealed_when_it_is_seen(trail: list[AuditEntry]) -> None:
    _behind_our_back("INSERT INTO audit_auditentry (id, at, user_name, role, organisation, act, object_kind, "
                     "object_id, purpose, request_id, detail, ground, basis) VALUES "
                     "(-5, now(), '', '', '', 'look', '', '', '', '', '', '', '')")  # fmt: skip
    assert seal_waiting(is_thorough=False) == 0, "its id lies before every other"
    late = actions.record(by=None, act=Act.SIGN_IN_FAILED)
    assert seal_waiting(is_thorough=False) == 1
    assert Seal.objects.get(entry=late.pk).number == Seal.objects.count()
    assert seals.verify().fault is None


def test_a_changed_row_is_named(trail: list[AuditEntry]) -> None:
    _behind_our_back("UPDATE audit_auditentry SET user_name = 'Somebody Else' WHERE id = %s", trail[2].pk)
    fault = seals.verify().fault
    assert fault is not None
    assert (fault.kind, fault.entry) == ("changed", trail[2].pk)


@pytest.mark.parametrize("field", seals.FIELDS[1:])
def test_no_field_of_a_row_changes_unnoticed(field: str, trail: list[AuditEntry]) -> None:
    column = AuditEntry._meta.get_field(field.removesuffix("_id") if field == "user_id" else field).column
    special = {"at": "at + interval '1 second'", "user_id": "NULL", "people": "ARRAY[7]"}
    new = special.get(column, f"left({column} || 'x', 20)")
    _behind_our_back(f"UPDATE audit_auditentry SET {column} = {new} WHERE id = %s", trail[3].pk)  # noqa: S608
    fault = seals.verify().fault
    assert fault is not None
    assert fault.entry == trail[3].pk


def test_every_field_of_a_row_is_sealed() -> None:
    assert {field.attname for field in AuditEntry._meta.concrete_fields} == set(seals.FIELDS)


def test_a_removed_row_is_named(trail: list[AuditEntry]) -> None:
    _behind_our_back("DELETE FROM audit_auditentry WHERE id = %s", trail[2].pk)
    fault = seals.verify().fault
    assert fault is not None
    assert (fault.kind, fault.entry) == ("removed", trail[2].pk)


def test_rows_that_changed_places_are_named(trail: list[AuditEntry]) -> None:
    first, second = trail[1].pk, trail[4].pk
    _behind_our_back(
        "UPDATE audit_auditentry e SET (at, object_id, detail) = "
        "(SELECT o.at, o.object_id, o.detail FROM audit_auditentry o "
        "WHERE o.id = CASE e.id WHEN %s THEN %s ELSE %s END) WHERE e.id IN (%s, %s)",
        first, second, first, first, second,
    )  # fmt: skip
    fault = seals.verify().fault
    assert fault is not None
    assert (fault.kind, fault.entry) == ("reordered", first)


def test_a_cut_tail_is_found_by_the_head_kept_elsewhere(trail: list[AuditEntry]) -> None:
    kept = seals.head()
    _behind_our_back("DELETE FROM audit_auditentry WHERE id = %s", trail[5].pk)
    _behind_our_back("DELETE FROM audit_seal WHERE entry = %s", trail[5].pk)
    assert seals.verify().fault is None
    fault = seals.verify([kept]).fault
    assert fault is not None
    assert (fault.kind, fault.number) == ("cut", kept.number)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_seal SET digest = ''", "DELETE FROM audit_seal", "TRUNCATE audit_seal"]
)
def test_the_database_refuses_to_change_a_seal(trail: list[AuditEntry], statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_seal ENABLE TRIGGER ALL")
        with pytest.raises(DatabaseError, match=r"Cannot|never emptied"), transaction.atomic():
            cursor.execute(statement)
    assert seals.verify().fault is None


@pytest.fixture
def as_web_role(trail: list[AuditEntry]) -> Iterator[None]:
    """Be the role the pages sign in with."""
    make_web_role("lco_web_of_tests")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL ROLE lco_web_of_tests")
        yield
        cursor.execute("RESET ROLE")


def test_the_role_of_the_pages_adds_rows(as_web_role: None, user_of: Callable[..., Any]) -> None:
    assert actions.record(by=None, act=Act.SIGN_IN_FAILED).pk
    assert user_of("analyst").pk, "and writes everything else"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET detail = 'x'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "ALTER TABLE audit_auditentry DISABLE TRIGGER USER",
        "DROP TABLE audit_seal",
        "INSERT INTO audit_seal (number, entry, digest, sealed_at) VALUES (9999, 9999, '', now())",
        "UPDATE audit_seal SET digest = ''",
        "DELETE FROM audit_seal",
    ],
)
def test_the_role_of_the_pages_can_neither_change_the_trail_nor_seal(
    as_web_role: None, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_verifier_says_which_role_could_change_the_trail(trail: list[AuditEntry]) -> None:
    make_web_role("lco_web_of_tests")
    found = {writer.name: writer.may for writer in seals.verify().writers}
    assert found["lco_web_of_tests"] == ()
    assert "change rows" in found["lco"]
    assert "write seals" in found["lco"]


def test_the_verifier_looks_at_the_role_of_the_pages(trail: list[AuditEntry]) -> None:
    made = make_web_role("lco_web_of_tests")
    assert (made.name, made.is_new, made.taken) == ("lco_web_of_tests", True, ())
    assert seals.verify(pages="lco_web_of_tests").pages_may == ()
    assert "drop what guards the trail" in seals.verify(pages="lco").pages_may
    assert seals.verify().pages_may == ()


def _connect() -> psycopg.Connection[Any]:
    settings = connection.settings_dict
    return psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"])


@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_nobody_and_two_sealers_make_one_chain(user_of: Callable[..., Any]) -> None:
    nurse = user_of("team_member")
    with _connect() as slow:
        # A long transaction that has written its row and not ended holds nobody up.
        slow.execute(
            "INSERT INTO audit_auditentry (at, user_name, role, organisation, act, object_kind, object_id, "
            "purpose, request_id, detail, ground, basis) "
            "VALUES (now(), '', '', '', 'write', '', '', '', '', 'long', '', '')"
        )

        def work() -> None:
            try:
                for number in range(20):
                    actions.record_look(by=nurse, person=number)
                    seal_waiting()
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in threads)
        seal_waiting()
        assert seals.verify().tail.rows == 0, "the row not ended is not seen"
        slow.commit()
    assert seal_waiting() == 1
    found = seals.verify()
    assert found.fault is None
    assert found.outcome.sealed == AuditEntry.objects.count()
    last = Seal.objects.order_by("-number")[0]
    assert last.entry < max(AuditEntry.objects.values_list("pk", flat=True)), "sealed late, in its turn"
