"""``lco audit`` on a private server: whole, then one row changed, removed, moved; and who may write there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.database import reachable
from web.config.private_database import private_database

# A process of its own: it opens the web of a folder as `lco serve` does and leaves six sealed rows behind.
_SET_UP = """
import os, sys
from contextlib import nullcontext
from pathlib import Path
from web.config.site import Follower, Site, opened

data = Path(sys.argv[1])
with opened(Site(store=data / "store", data=data), step=lambda _: nullcontext()):
    from web.audit.actions import record
    for number in range(6):
        record(by=None, act="look", kind="person", id=number)
    Follower(None)()
    import psycopg
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as pages:
        print(pages.execute("SELECT current_user").fetchone()[0])
        pages.execute("INSERT INTO audit_auditentry (at, user_name, role, organisation, act, object_kind, "
                      "object_id, purpose, request_id, detail, ground, basis) "
                      "VALUES (now(), '', '', '', 'look', '', '', '', '', '', '', '')")
        for statement in ("UPDATE audit_auditentry SET detail = 'x'", "DELETE FROM audit_seal"):
            try:
                pages.execute(statement)
            except psycopg.errors.InsufficientPrivilege as refused:
                print(refused.diag.message_primary)
"""


def _environment() -> dict[str, str]:
    left_out = {"DATABASE_URL", "LCO_MODE", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in left_out}


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Path, list[str]]]:
    """The folder of a web with six sealed rows and one that waits, and what its own role said."""
    with reachable() as folder:
        done = subprocess.run(
            [sys.executable, "-c", _SET_UP, str(folder)],
            env=_environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield folder, done.stdout.splitlines()


def _audit(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lco.cli", "audit", *words, "--data", str(folder)],
        env={**_environment(), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _verified(folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    done = _audit(folder, "verify", "--json", *words)
    return done.returncode, json.loads(done.stdout)


@contextmanager
def _tampered(folder: Path, *statements: str, undone: Callable[[Any], None]) -> Iterator[None]:
    """Change rows as only the owner of the tables can, and put them back."""
    with private_database(folder / "database") as url, psycopg.connect(url, autocommit=True) as owner:
        for table in ("audit_auditentry", "audit_seal"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("CREATE TABLE kept AS SELECT * FROM audit_auditentry")
        for statement in statements:
            owner.execute(statement)
        yield
        undone(owner)
        owner.execute("DROP TABLE kept")


def _put_back(owner: Any) -> None:
    owner.execute("DELETE FROM audit_auditentry")
    owner.execute("INSERT INTO audit_auditentry SELECT * FROM kept")


def test_the_pages_sign_in_as_who_can_only_add_rows(site: tuple[Path, list[str]]) -> None:
    _, said = site
    assert said == [
        "lco_web",
        "permission denied for table audit_auditentry",
        "permission denied for table audit_seal",
    ]


def test_an_untouched_trail_is_whole(site: tuple[Path, list[str]]) -> None:
    folder, _ = site
    code, found = _verified(folder)
    assert (code, found["is_whole"], found["unsealed"]) == (0, True, 1)
    assert found["sealed"] >= 6
    assert {role["name"]: role["may"] for role in found["roles"]}["lco_web"] == []
    plain = _audit(folder, "verify").stdout
    assert f"Whole: {found['sealed']} rows, head {found['head']}." in plain
    assert "1 rows not sealed yet" in plain
    assert "Database role lco_web may only add rows." in plain


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("changed", "UPDATE audit_auditentry SET object_id = '9' WHERE id = 3"),
        ("removed", "DELETE FROM audit_auditentry WHERE id = 3"),
        (
            "reordered",
            "UPDATE audit_auditentry e SET (at, object_id) = (SELECT k.at, k.object_id FROM kept k "
            "WHERE k.id = 8 - e.id) WHERE id IN (3, 5)",
        ),
    ],
)
def test_one_row_that_was_tampered_with_is_named(
    kind: str, statement: str, site: tuple[Path, list[str]]
) -> None:
    folder, _ = site
    with _tampered(folder, statement, undone=_put_back):
        code, found = _verified(folder)
        assert (code, found["is_whole"]) == (1, False)
        assert (found["fault"]["kind"], found["fault"]["entry"]) == (kind, 3)
        plain = _audit(folder, "verify")
        assert plain.returncode == 1
        assert "BROKEN: Row 3 (seal 3)" in plain.stdout
    assert _verified(folder)[0] == 0


def test_a_cut_tail_is_found_by_the_head_that_was_printed(site: tuple[Path, list[str]]) -> None:
    folder, _ = site
    head = _audit(folder, "head").stdout.strip()
    number = head.split(":")[0]
    assert _verified(folder, "--head", head)[0] == 0

    def seal_back(owner: Any) -> None:
        _put_back(owner)
        owner.execute("INSERT INTO audit_seal SELECT * FROM seals")
        owner.execute("DROP TABLE seals")

    cut = (
        "CREATE TABLE seals AS SELECT * FROM audit_seal WHERE number > 4",
        "DELETE FROM audit_seal WHERE number > 4",
        "DELETE FROM audit_auditentry WHERE id IN (SELECT entry FROM seals)",
    )
    with _tampered(folder, *cut, undone=seal_back):
        assert _verified(folder)[0] == 0, "nothing inside the database says that there was more"
        code, found = _verified(folder, "--head", head)
        assert (code, found["fault"]["kind"], found["fault"]["number"]) == (1, "cut", int(number))


def test_pages_that_sign_in_as_the_owner_are_warned_of(site: tuple[Path, list[str]]) -> None:
    folder, _ = site
    assert "WARNING" not in _audit(folder, "verify").stdout, "the private server has a role for its pages"
    with private_database(folder / "database") as url:
        bare = " ".join(_audit(folder, "verify", DATABASE_URL=url).stdout.split())
        pages = url.replace("//lco@", "//lco_web@")
        kept = _audit(folder, "verify", "--json", DATABASE_URL=url, LCO_PAGES_DATABASE_URL=pages)
    assert "WARNING: the pages sign in as lco, which may also change rows, remove rows" in bare
    assert "make a role for them with 'manage.py trail_role'" in bare
    assert (kept.returncode, json.loads(kept.stdout)["pages"]) == (0, {"name": "lco_web", "may": []})


_SERVED = """
import os, sys
from contextlib import nullcontext
from pathlib import Path
from web.config.site import Site, SiteRefused, opened

data = Path(sys.argv[1])
try:
    with opened(Site(store=data / "store", data=data), step=lambda _: nullcontext()):
        import psycopg
        from django.db import connection
        with psycopg.connect(os.environ["DATABASE_URL"]) as pages, connection.cursor() as owner:
            owner.execute("SELECT current_user")
            print(owner.fetchone()[0], pages.execute("SELECT current_user").fetchone()[0])
except SiteRefused as refused:
    print(refused)
"""


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("pages_of_mine", "lco pages_of_mine"),
        ("lco", "LCO_PAGES_DATABASE_URL: The role lco may still change rows, remove rows, empty the trail"),
    ],
)
def test_on_a_server_of_ones_own_the_pages_sign_in_as_the_role_that_is_named(
    role: str, said: str, site: tuple[Path, list[str]]
) -> None:
    folder, _ = site
    with private_database(folder / "database") as url:
        named = {"DATABASE_URL": url, "LCO_PAGES_DATABASE_URL": url.replace("//lco@", f"//{role}@")}
        done = subprocess.run(
            [sys.executable, "-c", _SERVED, str(folder)],
            env={**_environment(), **named},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(said)


def test_what_cannot_be_used_is_refused(site: tuple[Path, list[str]], tmp_path: Path) -> None:
    folder, _ = site
    wrong = _audit(folder, "verify", "--head", "12:abc")
    assert wrong.returncode == 2
    assert "is no head" in wrong.stderr
    nowhere = _audit(tmp_path, "verify")
    assert nowhere.returncode == 2
    assert "holds no database" in nowhere.stderr
