"""A run killed at any moment leaves the last published run as it was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from lco import engine
from lco.store import Store
from lco.store.runs import Run, published_run, runs, sha256_of
from tests.support.smalltown import fill

KILLS = 200 if os.environ.get("LCO_SOAK") else 20


def start(store: Store) -> subprocess.Popen[str]:
    """Start a run in a process of its own and return once it begins to work."""
    command = [sys.executable, "-m", "lco.cli", "run", "manchester", "--store", str(store.path)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    )
    assert process.stderr is not None
    first = process.stderr.readline()
    assert "check records" in first, first + process.stderr.read()
    return process


def finish(process: subprocess.Popen[str]) -> None:
    """Wait for a run that is left alone."""
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said


def assert_whole(run: Run) -> None:
    """Check every file of a run against its manifest, and that it can be read."""
    assert run.manifest.outputs
    for output in run.manifest.outputs:
        assert sha256_of(run.path / output.name) == output.sha256
    assert len(run.figures) > 1_000
    assert run.table(engine.connect(), "people").count().execute() == 38


def test_a_run_killed_at_twenty_moments_leaves_the_last_one(tmp_path: Path) -> None:
    store = fill(tmp_path / "store", place="manchester")
    finish(start(store))
    began = time.monotonic()
    process = start(store)
    working_from = time.monotonic()
    finish(process)
    takes = time.monotonic() - working_from
    assert time.monotonic() - began < 60, "a run of 38 people takes so long that this test cannot end"

    chance, known = random.Random(20161208), {run.run_id for run in runs(store)}
    stopped = 0
    for _ in range(KILLS):
        before = published_run(store)
        process = start(store)
        time.sleep(chance.uniform(0, takes))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        stopped += process.returncode == -signal.SIGKILL
        after = published_run(store)
        new = {run.run_id for run in runs(store)} - known
        # Killed before it had published, the old run stands; killed after, the new one does, whole.
        assert after.run_id == before.run_id or after.run_id in new
        assert_whole(after)
        for run in runs(store):
            if run.run_id in new:
                assert_whole(run)
        known |= new
    assert stopped > KILLS // 2, "most runs had ended before they were killed: nothing was tested"

    finish(start(store))
    last = published_run(store)
    assert last.run_id not in known
    assert_whole(last)
    left = [each.name for each in (store.path / "runs").iterdir() if each.name.startswith(".incoming")]
    assert left == []
