"""The import contracts hold, and each of them catches the violation it is there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Where an import is planted, what it says, and the contract that must break.
PLANTED = {
    "records import finance": (
        "lco/records/tables.py",
        "import lco.finance",
        "Records flow one way, from the person to the board",
    ),
    "a package nobody placed": (
        "lco/forecasts/__init__.py",
        "",
        "Records flow one way, from the person to the board",
    ),
    "accounts import a later app": (
        "web/accounts/__init__.py",
        "import web.home",
        "The web is laid out in the same order",
    ),
    "computing imports Django": (
        "lco/population/__init__.py",
        "import django",
        "Computing knows nothing of the web",
    ),
    "a package names the engine": (
        "lco/population/__init__.py",
        "import duckdb",
        "Only the engine names a database engine",
    ),
    "one source imports another": (
        "lco/records/sources/planted.py",
        "import lco.records.sources.fhir",
        "Sources do not know each other",
    ),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _copy(folder: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("lco", "web"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "static", "*.csv")
        )


def test_the_contracts_hold() -> None:
    outcome = _lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("violation", PLANTED)
def test_a_planted_violation_is_caught(violation: str, tmp_path: Path) -> None:
    path, line, contract = PLANTED[violation]
    _copy(tmp_path)
    planted = tmp_path / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    former = planted.read_text() if planted.exists() else ""
    planted.write_text(f"{former}\n{line}\n")
    outcome = _lint(tmp_path)
    assert outcome.returncode != 0, f"{violation} went unnoticed"
    assert f"{contract} BROKEN" in outcome.stdout, outcome.stdout
