"""A Spark cluster on this machine: a master and a worker, processes of their own, for as long as a test."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_SAYS = {
    "master": re.compile(r"Starting Spark master at (spark://\S+)"),
    "worker": re.compile(r"Successfully registered with master"),
}
_WAIT_SECONDS = 120


def environment() -> dict[str, str]:
    """Return the environment in which Spark stays on the loopback address."""
    return {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1"}


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Start a master and a worker with two cores and 2 GB, and yield the address; stop both afterwards."""
    with ExitStack() as stack:
        deploy = "org.apache.spark.deploy"
        master = [f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        address = stack.enter_context(_started("master", master, folder))
        work = ["--cores", "2", "--memory", "2g", "--work-dir", str(folder / "work"), "--webui-port", "0"]
        worker = [f"{deploy}.worker.Worker", address, "--host", "127.0.0.1", *work]
        stack.enter_context(_started("worker", worker, folder))
        yield address


@contextmanager
def _started(name: str, command: list[str], folder: Path) -> Iterator[str]:
    import pyspark

    home = Path(pyspark.__file__).parent
    log = folder / f"{name}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [str(home / "bin" / "spark-class"), *command],
            env={**environment(), "SPARK_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _said(name, log, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _said(name: str, log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the process says that it is ready, and return the last word of it."""
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        if found := _SAYS[name].search(log.read_text()):
            return found[found.lastindex or 0]
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError(f"The {name} of the cluster did not start:\n{log.read_text()[-2000:]}")
