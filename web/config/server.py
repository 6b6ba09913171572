"""The server process: gunicorn as a child, watched until it is ready and stopped with its parent."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from web.config.private_database import die_with_parent

READY_SECONDS = 60
STOP_SECONDS = 20
FOLLOW_SECONDS = 5

log = logging.getLogger("lco.web.server")


class ServerFailed(RuntimeError):
    """The server did not come up or went away; the message says what to do."""


def free_port(host: str) -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind((host, 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(*, host: str, port: int, workers: int = 2, threads: int = 4) -> Iterator[subprocess.Popen[bytes]]:
    """Run the server while the block runs; it answers when the block begins.

    Raises:
        ServerFailed: when it does not answer within a minute.
    """
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "web.config.wsgi:application",
            "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads),
            "--preload", "--no-control-socket", "--bind", f"{host}:{port}",
            "--log-level", "warning", "--timeout", "60", "--graceful-timeout", "10",
            "--max-requests", "20000", "--max-requests-jitter", "2000",
        ],
        start_new_session=True,
        preexec_fn=die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
    )  # fmt: skip
    try:
        _wait_until_ready(host, port, server)
        yield server
    finally:
        _stop(server)


def _wait_until_ready(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerFailed("The server stopped while it was starting: the lines above say why.")
        try:
            if _status(host, port) == HTTPStatus.OK:
                return
        except (HTTPException, OSError):
            pass
        time.sleep(0.05)
    raise ServerFailed(f"The server did not answer on {host}:{port} within {READY_SECONDS} seconds.")


def _status(host: str, port: int) -> int:
    asking = HTTPConnection(host, port, timeout=5)
    try:
        asking.request("GET", "/health/ready")
        return asking.getresponse().status
    finally:
        asking.close()


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def stay(server: subprocess.Popen[bytes], meanwhile: Callable[[], None]) -> None:
    """Wait until Ctrl-C, SIGTERM, or until the server goes away by itself; call `meanwhile` now and then.

    Raises:
        ServerFailed: when the server went away by itself.
    """
    try:
        while server.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                server.wait(FOLLOW_SECONDS)
            _quietly(meanwhile)
    except KeyboardInterrupt:
        return
    raise ServerFailed("The server stopped by itself: the lines above say why.")


def _quietly(meanwhile: Callable[[], None]) -> None:
    try:
        meanwhile()
    except Exception:
        # The pages go on showing what they showed; the next time may do better.
        log.exception("the run could not be loaded")


def stop_on_terminate() -> None:
    """Let SIGTERM, and Ctrl-C even in the background, end the program so that all it started is stopped."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, interrupt)
