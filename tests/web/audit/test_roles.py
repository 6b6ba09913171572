"""The role of the pages: made or put right by a command, refused in a sentence when it cannot be."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from web.audit.models import Act, AuditEntry
from web.audit.roles import RoleRefused, make_web_role, may_do

pytestmark = pytest.mark.django_db
ROLE = "pages_of_tests"


def _do(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _as(role: str) -> Iterator[None]:
    _do(f"SET LOCAL ROLE {role}")
    yield
    _do("RESET ROLE")


def _command(*words: str) -> list[str]:
    out = io.StringIO()
    call_command("trail_role", *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_makes_the_role_and_says_what_is_left_to_do() -> None:
    assert _command("--name", ROLE) == [
        f"Made the role {ROLE}.",
        "It reads and writes the tables of the pages, adds rows to the audit trail and reads its seals.",
        "Give it a password on the server, and its address to LCO_PAGES_DATABASE_URL.",
    ]
    assert may_do(ROLE) == ()


def test_a_second_time_changes_nothing() -> None:
    _command("--name", ROLE)
    again = _command("--name", ROLE)
    assert again[0] == f"The role {ROLE} was there already."
    assert len(again) == 2


def test_what_the_role_could_do_before_is_taken_from_it_and_named() -> None:
    _do(f"CREATE ROLE {ROLE} LOGIN", f"GRANT ALL ON audit_auditentry, audit_seal TO {ROLE}")
    assert may_do(ROLE) == ("change rows", "remove rows", "empty the trail", "write seals")
    said = _command("--name", ROLE)
    assert said[-1] == "Taken from it: it could also change rows, remove rows, empty the trail, write seals."
    assert may_do(ROLE) == ()


@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET detail = 'x'", "DELETE FROM audit_seal"])
def test_as_that_role_the_pages_work_and_the_trail_stands(
    statement: str, user_of: Callable[..., Any]
) -> None:
    make_web_role(ROLE)
    _do("SET CONSTRAINTS ALL IMMEDIATE")
    with _as(ROLE):
        assert user_of("analyst").pk
        AuditEntry.objects.create(act=Act.SIGN_IN_FAILED)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            _do(statement)


def test_who_may_not_make_roles_is_told_in_a_sentence() -> None:
    _do(f"CREATE ROLE {ROLE} LOGIN", "SET CONSTRAINTS ALL IMMEDIATE")
    with _as(ROLE), pytest.raises(CommandError, match="You may not make or change the role another") as told:
        _command("--name", "another")
    assert "sign in as the owner of the tables" in str(told.value)
    assert may_do("another") == ()


def test_who_does_not_own_the_tables_cannot_grant_them() -> None:
    _do(f"CREATE ROLE {ROLE} LOGIN", "CREATE ROLE another LOGIN", "SET CONSTRAINTS ALL IMMEDIATE")
    with _as(ROLE), pytest.raises(RoleRefused, match="permission denied"):
        make_web_role("another")


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        (f"CREATE ROLE {ROLE} LOGIN SUPERUSER", "change rows"),
        (f"CREATE ROLE {ROLE} LOGIN IN ROLE lco", "drop what guards the trail"),
    ],
)
def test_a_role_that_could_change_the_trail_all_the_same_is_refused(statement: str, left: str) -> None:
    _do(statement)
    with pytest.raises(CommandError, match="Choose another name for the role of the pages") as told:
        _command("--name", ROLE)
    assert left in str(told.value)


def test_the_owner_of_the_tables_is_no_role_for_the_pages() -> None:
    with pytest.raises(RoleRefused, match="The role lco may still"):
        make_web_role("lco")


def test_a_server_before_version_17_is_not_asked_for_what_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections["default"], "pg_version", 160_004)
    make_web_role(ROLE)
    assert may_do(ROLE) == ()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'accounts_user', 'MAINTAIN')", [ROLE])
        assert cursor.fetchone() == (False,)


def test_a_name_is_a_name_and_nothing_else() -> None:
    name = 'x"; DROP TABLE audit_seal; --'
    assert make_web_role(name).is_new
    assert may_do(name) == ()
