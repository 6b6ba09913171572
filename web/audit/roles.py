"""The role of the database the pages sign in with: it adds rows to the trail and cannot change one.

The private server makes it. On a server of your own ``manage.py trail_role`` does, or `lco serve` when
``LCO_PAGES_DATABASE_URL`` names it, as docs/how-to/verify-the-audit-trail.md says.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from psycopg import errors, sql

from web.audit.models import AuditEntry, Seal
from web.audit.seals import writers

WEB_ROLE = "lco_web"
# Before this version of PostgreSQL nobody but the owner may do what MAINTAIN allows.
_KNOWS_MAINTAIN = 170_000


class RoleRefused(RuntimeError):
    """The role cannot be made, or would still be able to change the trail; one sentence with what to do."""


@dataclass(frozen=True)
class RoleMade:
    """What was done: whether the role is new, and what it could do to the trail before and cannot now."""

    name: str
    is_new: bool
    taken: tuple[str, ...]


def make_web_role(name: str = WEB_ROLE) -> RoleMade:
    """Make the role, or bring its rights up to date: everything of the pages, and of the trail only adding.

    The seals it may read alone. Called after every migration, by the owner of the tables; a second time
    changes nothing.

    Raises:
        RoleRefused: when who is signed in may not do it, or the role could change the trail all the same.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            before = may_do(name)
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
            is_new = cursor.fetchone() is None
            role = sql.Identifier(name)
            if is_new:
                cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
            for statement in _rights():
                cursor.execute(_filled(statement, role))
            _refuse_who_still_may(name)
    except DatabaseError as error:
        if not isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise
        raise RoleRefused(
            f"You may not make or change the role {name} ({error.__cause__.diag.message_primary}): "
            "sign in as the owner of the tables, or let the administrator of the server make the role first."
        ) from error
    return RoleMade(name, is_new, before)


def may_do(name: str) -> tuple[str, ...]:
    """Return what a role that signs in could do to the trail beside adding rows; empty for nothing."""
    return next((writer.may for writer in writers() if writer.name == name), ())


def _refuse_who_still_may(name: str) -> None:
    left = may_do(name)
    if left:
        raise RoleRefused(
            f"The role {name} may still {', '.join(left)}: it is a superuser, owns the tables or belongs to "
            "a role that may. Choose another name for the role of the pages."
        )


def _filled(statement: str, role: sql.Identifier) -> sql.Composed:
    return sql.SQL(statement).format(
        role=role,
        entries=sql.Identifier(AuditEntry._meta.db_table),
        seals=sql.Identifier(Seal._meta.db_table),
        database=sql.Identifier(connection.settings_dict["NAME"]),
    )


def _rights() -> tuple[str, ...]:
    is_known = connection.pg_version >= _KNOWS_MAINTAIN
    return tuple(each for each in _RIGHTS if is_known or "MAINTAIN" not in each)


_RIGHTS = (
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE MAINTAIN ON {entries}, {seals} FROM {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON {entries}, {seals} FROM {role}",
    "REVOKE INSERT ON {seals} FROM {role}",
)
