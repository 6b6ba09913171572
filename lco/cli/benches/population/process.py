"""Measures a piece of work in a process of its own: median seconds, CPU seconds and peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from lco.cli.memory import peak_bytes

_TIMEOUT = 7_200


@dataclass(frozen=True)
class Measured:
    """Medians over rounds, and the most memory the process ever took, its libraries included."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def measure(work: Callable[..., object] | str, *, rounds: int, **arguments: str | int) -> Measured:
    """Run ``work(**arguments)`` in a process of its own and return what it took.

    Args:
        work: a function of a module, or ``module:function`` where importing it here would weigh on every
            process measured; it prepares and returns what is then run and timed `rounds` times.
        rounds: how often it is timed.
        arguments: what `work` is given.
    """
    named = work if isinstance(work, str) else f"{work.__module__}:{work.__name__}"
    asked = json.dumps({"work": named, "rounds": rounds, "with": arguments})
    return run([sys.executable, "-m", __name__, asked])


def run(command: list[str]) -> Measured:
    """Run a command that prints a measurement as JSON on its last line, and return it."""
    root = str(Path(__file__).parents[4])
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=_TIMEOUT, check=False, cwd=root, env=dict(os.environ)
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[-1]} failed: {done.stderr[-2000:]}")
    return Measured(**json.loads(done.stdout.strip().splitlines()[-1]))


def timed(work: Callable[[], object], rounds: int) -> Measured:
    """Run `work` some times in this process and return the medians."""
    seconds, cpu = [], []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - busy)
    return Measured(statistics.median(seconds), statistics.median(cpu), peak_bytes())


def _main(asked: str) -> None:
    order = json.loads(asked)
    module, _, name = order["work"].partition(":")
    work = getattr(import_module(module), name)(**order["with"])
    print(json.dumps(asdict(timed(work, order["rounds"]))))


if __name__ == "__main__":
    _main(sys.argv[1])
