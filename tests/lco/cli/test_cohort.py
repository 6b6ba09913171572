"""``lco cohort``: the file of the builder read on the command line, counted with the same care."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lco.cli.__main__ import build
from lco.cli.say import Refused
from lco.store import Store
from tests.support.smalltown import run_smalltown, smalltown_store

__all__ = ["smalltown_store"]

FILE = """
id = "older_people"
title = "Older people"
why = "To plan."
owner = "Falls service"

[[any]]
all = [{field = "age", comparison = "at_least", value = 40}]

[[any]]
all = [
  {field = "age", comparison = "at_most", value = 10},
  {field = "cost_pence", comparison = "at_least", value = 1200000},
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A definition as a file."""
    path = tmp_path / "older_people.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def _run(*words: object) -> Result:
    return CliRunner().invoke(build("cohort"), ["cohort", *map(str, words)], catch_exceptions=True)


def test_a_definition_is_told_in_words(file: Path) -> None:
    told = _run("show", file)
    assert told.exit_code == 0
    assert "Older people (older_people)" in told.stdout
    assert "   age at least 40 years" in told.stdout
    assert "or age at most 10 years and cost of care in 12 months at least 12,000 pounds" in told.stdout


def test_people_are_counted_to_the_nearest_five(file: Path, smalltown_store: Store) -> None:
    run_smalltown(smalltown_store, smallest=1)
    told = _run("count", file, "--store", smalltown_store.path, "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert found["cohort"] == "older_people"
    assert found["refusal"] == ""
    assert found["whole"]["people"] % 5 == 0
    assert abs(found["whole"]["people"] - 26) <= 2  # born before 2 April 1978, of the 38 residents
    told = _run("count", file, "--store", smalltown_store.path).stdout
    assert f"all: {found['whole']['people']} people (high " in told


def test_small_counts_are_withheld_and_said_so(file: Path, smalltown_store: Store) -> None:
    run_smalltown(smalltown_store, smallest=20)
    told = _run("count", file, "--store", smalltown_store.path)
    assert told.exit_code == 0
    assert "Withheld: All but fewer than 20 people meet this" in told.stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (FILE.replace("age", "height").encode(), "There is no field 'height'"),
        (b"\xff\xfe", "cannot be read as text"),
    ],
)
def test_what_is_no_definition_is_refused(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    told = _run("show", path)
    assert isinstance(told.exception, Refused)
    assert sentence in str(told.exception)
    assert str(path) in str(told.exception)


def test_a_store_without_a_run_is_refused(file: Path, smalltown_store: Store) -> None:
    told = _run("count", file, "--store", smalltown_store.path)
    assert isinstance(told.exception, Refused)
    assert "Nothing has been published" in str(told.exception)


def test_the_definition_on_the_page_of_the_docs_can_be_used(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "build-a-cohort.md").read_text(encoding="utf-8")
    path = tmp_path / "older_people_at_risk.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    told = _run("show", path)
    assert told.exit_code == 0
    assert "or has dementia" in told.stdout
