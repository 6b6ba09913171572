"""``lco questionnaire``: listed, shown, begun and checked on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lco.cli.__main__ import build
from lco.cli.say import Refused
from tests.lco.teams.questionnaires.making import content, item


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build("questionnaire"), ["questionnaire", *arguments])


def refusal(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, Refused)
    return str(result.exception)


def test_what_can_be_asked_is_listed(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_bytes(content(item("a")))
    (tmp_path / "wrong.json").write_text("{}")
    said = run("list", "--folder", str(tmp_path)).stdout
    assert "wellbeing 1.0: Personal wellbeing, four questions, 4 questions" in said
    assert "falls 1.0: Falls, 1 questions" in said
    assert "wrong.json cannot be used: the file is no FHIR Questionnaire" in said
    assert len(json.loads(run("list", "--json").stdout)) == 6
    assert "There is no folder" in refusal("list", "--folder", str(tmp_path / "none"))


def test_one_is_shown_in_words() -> None:
    said = run("show", "comprehensive-geriatric-assessment").stdout
    assert "Falls in the last twelve months: A whole number from 0 to 200" in said
    assert "Asked when 'Falls in the last twelve months' is more than '0'" in said
    assert "choose one of" in refusal("show", "nothing")


def test_one_of_ones_own_is_begun_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "falls.json"
    assert "wrote" in run("template", str(file)).stdout
    assert "It can be asked" in run("check", str(file)).stdout
    assert "is there already" in refusal("template", str(file))
    assert "cannot be written" in refusal("template", str(tmp_path / "none" / "falls.json"))


@pytest.mark.parametrize("what", [b"{", content(item("a", "slider"))])
def test_what_cannot_be_asked_is_refused(what: bytes, tmp_path: Path) -> None:
    file = tmp_path / "own.json"
    file.write_bytes(what)
    assert "own.json cannot be used: " in refusal("check", str(file))
