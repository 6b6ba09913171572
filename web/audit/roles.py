"""The role of the database the pages sign in with: it adds rows to the trail and cannot change one.

The private server makes it; on a server of your own its administrator does, as
docs/how-to/verify-the-audit-trail.md says.
"""

from __future__ import annotations

from django.db import connection, transaction
from psycopg import sql

from web.audit.models import AuditEntry, Seal

WEB_ROLE = "lco_web"


def make_web_role(name: str = WEB_ROLE) -> None:
    """Make the role, or bring its rights up to date: everything of the pages, and of the trail only adding.

    The seals it may read alone. Called after every migration, by the owner of the tables.
    """
    role = sql.Identifier(name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        for statement in _RIGHTS:
            cursor.execute(
                sql.SQL(statement).format(
                    role=role,
                    entries=sql.Identifier(AuditEntry._meta.db_table),
                    seals=sql.Identifier(Seal._meta.db_table),
                    database=sql.Identifier(connection.settings_dict["NAME"]),
                )
            )


_RIGHTS = (
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE, MAINTAIN ON {entries}, {seals} FROM {role}",
    "REVOKE INSERT ON {seals} FROM {role}",
)
