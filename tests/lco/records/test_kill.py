"""A load killed at any moment leaves the store as it was; the next load makes what it would have made."""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from lco import engine
from tests.lco.records.loading import condition, ndjson, new_store, patient, rows, write

KILLS = 6
PROGRAM = """
import sys
from pathlib import Path
from tests.lco.records.loading import load, new_store
load(new_store(Path(sys.argv[1])), Path(sys.argv[2]), "fhir")
"""


def start(store: Path, source: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", PROGRAM, str(store), str(source)])


def checksums(store: Path) -> dict[str, str]:
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.rglob("*.parquet"))
    }


def make_source(folder: Path) -> Path:
    people = [patient(f"p{at}") for at in range(500)]
    events = [condition(f"c{at}", f"p{at % 501}") for at in range(40_000)]
    return write(folder, {"Patient.ndjson": ndjson(*people), "Condition.ndjson": ndjson(*events)})


def test_a_load_killed_at_random_moments_is_all_or_nothing(tmp_path: Path) -> None:
    source = make_source(tmp_path / "in")
    whole = new_store(tmp_path / "whole")
    began = time.monotonic()
    assert start(whole.path, source).wait() == 0
    seconds = time.monotonic() - began
    expected = checksums(whole.path)
    assert len(rows(whole, "conditions")) + len(rows(whole, "quarantine")) == 40_000

    store = new_store(tmp_path / "killed")
    moments = random.Random(20180601)
    for _ in range(KILLS):
        process = start(store.path, source)
        time.sleep(seconds * moments.uniform(0.3, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        published = store.batches()
        found = store.table(engine.connect(), "conditions").count().execute()
        assert found in ((0,) if not published else (len(rows(whole, "conditions")),))
    assert start(store.path, source).wait() == 0
    assert checksums(store.path) == expected
    assert not store.layout.incoming.exists()
