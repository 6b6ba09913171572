"""The private PostgreSQL: made, stopped, made again with its data, and gone with its owner."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from web.config import environment
from web.config.private_database import private_database

OWNER = """
import sys, time
from pathlib import Path
from web.config.private_database import private_database
with private_database(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(120)
"""


def _servers(folder: Path) -> list[psutil.Process]:
    data = str(folder.resolve() / "data")
    return [each for each in psutil.process_iter(["cmdline"]) if data in (each.info["cmdline"] or [])]


def _await_none(folder: Path) -> None:
    deadline = time.monotonic() + 20
    while _servers(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _servers(folder) == []


def test_a_second_start_finds_the_data_of_the_first(reachable_folder: Path) -> None:
    with private_database(reachable_folder) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert _servers(reachable_folder) == []
    with private_database(reachable_folder) as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        found = connection.execute("SHOW listen_addresses").fetchone()
        assert found == ("",), "it listens on the network"


def test_a_guest_uses_the_running_server_and_leaves_it_running(reachable_folder: Path) -> None:
    with private_database(reachable_folder) as owner:
        with private_database(reachable_folder) as guest:
            assert guest == owner
        with psycopg.connect(owner) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_ends_with_its_owner_however_that_ends(
    reachable_folder: Path, ending: signal.Signals
) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(reachable_folder)], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    url = owner.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    owner.send_signal(ending)
    owner.wait(20)
    _await_none(reachable_folder)
    with private_database(reachable_folder) as again, psycopg.connect(again) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    assert not Path(str(environment.database(url)["HOST"])).exists(), "the socket folder was left behind"


def test_nobody_else_may_enter_the_folder_of_its_socket(reachable_folder: Path) -> None:
    with private_database(reachable_folder) as url:
        folder = Path(str(environment.database(url)["HOST"]))
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


FORKING = """
import os, sys
from pathlib import Path
import psycopg
from web.config.private_database import private_database
with private_database(Path(sys.argv[1])) as url:
    child = os.fork()
    if child == 0:
        sys.exit(0)  # leaves the block as a worker of a server does
    os.waitpid(child, 0)
    with psycopg.connect(url) as connection:
        print(connection.execute("SELECT 42").fetchone()[0])
"""


def test_a_worker_that_was_forked_does_not_stop_it(reachable_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKING, str(reachable_folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "42", done.stderr
    _await_none(reachable_folder)


@pytest.mark.parametrize(
    ("url", "host", "port", "password"),
    [
        (
            "postgresql://u:p%40ss@db.example:6432/lco",  # pragma: allowlist secret
            "db.example",
            "6432",
            "p@ss",
        ),
        ("postgresql://lco@/lco?host=%2Ftmp%2Fx", "/tmp/x", "", ""),  # noqa: S108 - an address, no file
    ],
)
def test_an_address_is_taken_apart(url: str, host: str, port: str, password: str) -> None:
    found = environment.database(url)
    assert (found["HOST"], found["PORT"], found["PASSWORD"], found["NAME"]) == (host, port, password, "lco")


def test_an_address_of_another_database_is_refused() -> None:
    with pytest.raises(Exception, match="no PostgreSQL address"):
        environment.database("mysql://db/lco")
