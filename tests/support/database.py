"""The PostgreSQL of the tests: a private server, begun when the first test asks for a database."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def reachable() -> Iterator[Path]:
    """A folder the server's own account may enter.

    pytest closes the folders of a root user to everybody else each time any session begins, and the
    server, which root may not run, then loses its files.
    """
    folder = Path(tempfile.mkdtemp(prefix="lco-tests-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A folder for a test that starts a private server."""
    with reachable() as folder:
        yield folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Point Django at a private server, stopped when the session ends; each worker has its own."""
    from django.conf import settings
    from django.db import connections

    from web.config import environment
    from web.config.private_database import private_database

    with reachable() as folder, private_database(folder) as url:
        found = environment.database(url)
        for configured in (settings.DATABASES["default"], connections["default"].settings_dict):
            configured.update({key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests with a live server empty the tables between them, the audit trail and its seals included.

    Their triggers against emptying are put out of work here; their own tests put them back to work.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_seal"):
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
                [table, "%never_emptied%"],
            )
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{cursor.fetchone()[0]}"')
