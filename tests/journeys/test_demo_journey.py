"""A stranger runs one command and sees the place; Ctrl-C ends everything it started."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.journey

PEOPLE = "3000"


def _demo(folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lco.cli", "demo", "--people", PEOPLE, "--dir", str(folder), "--json", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _left(folder: Path) -> list[str]:
    return [
        " ".join(each.info["cmdline"])
        for each in psutil.process_iter(["cmdline"])
        if str(folder) in " ".join(each.info["cmdline"] or [])
    ]


def test_the_demonstration_serves_and_ends_with_its_command(reachable_folder: Path) -> None:
    folder = reachable_folder / "demo"
    first = _demo(folder, "--no-stay")
    told, steps = first.communicate(timeout=300)
    assert first.returncode == 0, steps
    assert json.loads(told)["url"].startswith("http://127.0.0.1:")
    for step in ("making 3,000 people", "stratifying", "starting the database", "loading people"):
        assert step in steps
    assert (folder / "key").stat().st_mode & 0o077 == 0
    assert (folder / "sign-ins.txt").stat().st_mode & 0o077 == 0

    began = time.monotonic()
    second = _demo(folder)
    assert second.stdout is not None
    line = second.stdout.readline()
    assert line, second.communicate(timeout=60)[1]
    ready = json.loads(line)
    assert time.monotonic() - began < 30
    with urllib.request.urlopen(ready["url"]) as answer:  # noqa: S310 - printed by our own command
        assert answer.status == 200
        assert "Sign in" in answer.read().decode()
    assert len({each["role"] for each in ready["sign_ins"]}) == 8
    second.send_signal(signal.SIGINT)
    _, steps = second.communicate(timeout=60)
    assert second.returncode == 0, steps
    assert "making 3,000 people" not in steps
    assert _left(folder) == []


def test_a_folder_of_another_demonstration_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "made.json").write_text('{"people": 60000}')
    refused = _demo(tmp_path)
    _, said = refused.communicate(timeout=60)
    assert refused.returncode == 2
    assert "holds a demonstration of 60,000 people" in said


def test_serving_in_the_clear_on_the_network_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lco.cli", "serve", "--store", str(tmp_path), "--host", "0.0.0.0"],  # noqa: S104
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "without HTTPS" in done.stderr
