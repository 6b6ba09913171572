"""``lco score`` as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from lco.cli import score as score_cli
from lco.cli.__main__ import build
from lco.cli.say import Refused
from lco.population.crosscheck import Difference, Finding
from lco.population.score import scores
from lco.population.terminology import shipped_lists
from lco.store import Store
from tests.lco.population.test_terminology import CODES
from tests.support.smalltown import fill


def lco(*arguments: str) -> Any:
    """Run the command line in this process."""
    return build("score")(arguments, standalone_mode=False)


def test_the_scores_are_listed_with_their_data(capsys: pytest.CaptureFixture[str]) -> None:
    lco("score", "list")
    said = capsys.readouterr().out
    for each in scores().values():
        assert f"{each.title}, in {each.unit}, version {each.version}" in said
    assert "code list charlson_shmi 1.60" in said
    assert "weights cmms 2020" in said


def test_the_list_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    lco("score", "list", "--json")
    said = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert said.keys() == scores().keys()
    assert said["hfrs"]["when_absent"] == {"hfrs_tenths": None, "hfrs_band": None}
    assert [each["kind"] for each in said["hfrs"]["uses"]] == ["code list", "weights"]


@pytest.mark.parametrize("name", list(scores()))
def test_a_score_shows_its_example_and_that_it_comes_out(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lco("score", "show", name)
    said = capsys.readouterr().out
    assert f"[{name}]" in said
    assert "answer, computed here and now" in said
    assert "Computed and printed answer agree." in said


def test_frailty_shows_tables_answer_and_what_no_row_means(capsys: pytest.CaptureFixture[str]) -> None:
    lco("score", "show", "hfrs")
    said = capsys.readouterr().out
    assert "    1       F00    2017-01-10  2017-01-20   emergency" in said
    assert "    2       157          high" in said
    assert "    6       no row       no row" in said
    assert "hfrs_tenths is null, which is not 0" in said


def test_a_score_is_shown_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    lco("score", "show", "hfrs", "--json")
    example = json.loads(capsys.readouterr().out)["example"]
    assert example["agrees"] is True
    assert example["computed"][0] == {"person": 1, "hfrs_tenths": 103, "hfrs_band": "intermediate"}
    assert example["computed"][5] == {"person": 6}


def test_an_answer_that_differs_is_said_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(score_cli, "worked_out", lambda *_: {1: {"hfrs_tenths": 99, "hfrs_band": "low"}})
    assert lco("score", "show", "hfrs") == 1
    assert "THE ANSWERS DIFFER." in capsys.readouterr().out


def test_an_unknown_score_is_refused() -> None:
    with pytest.raises(Refused, match="There is no score 'gout': it must be one of charlson,"):
        lco("score", "show", "gout")


def test_the_crosscheck_names_the_known_fault(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pycomorb", reason="NOT TESTED: pycomorb is not installed")
    assert not lco("score", "crosscheck", "--people", "50")
    said = capsys.readouterr().out
    assert "aids: ours 4, theirs 2 - a fault of the package" in said
    assert "hfrs_tenths of made-up people: 50 people compared, all the same." in said


def test_the_crosscheck_fails_on_what_nobody_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [
        Finding("a 1", "codes", 2, "groups", (Difference("x", "1", "2"),)),
        Finding("b", "c", not_done="why"),
    ]
    monkeypatch.setattr(score_cli, "cross_checked", lambda *_, **__: found)
    assert lco("score", "crosscheck") == 1
    said = capsys.readouterr().out
    assert (
        "a 1, codes: 2 groups compared, 1 differs.\n    x: ours 1, theirs 2 - not explained: look into it"
        in said
    )
    assert "b, c: not compared, why." in said
    assert lco("score", "crosscheck", "--json") == 1
    assert json.loads(capsys.readouterr().out)[0]["unexplained"] == 1


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fill(tmp_path / "store", place="manchester")


def test_own_codes_are_loaded_and_listed(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ours.csv").write_text(CODES, encoding="utf-8")
    lco("score", "codelists", "load", str(tmp_path / "ours.csv"), "--store", str(store.path))
    assert "Kept ours.csv: 2 codes for 2 groups of conditions, version 3." in capsys.readouterr().out
    lco("score", "codelists", "list", "--store", str(store.path))
    said = capsys.readouterr().out
    assert "own ours.csv 3: 2 codes added to conditions, licence: SNOMED CT, licensed to our trust" in said
    assert "efi 2016: groups 36, codes 0 (they come from the place's own terminology)" in said
    assert "Unmapped: " in said


def test_lists_and_coverage_are_printed_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lco("score", "codelists", "list", "--store", str(store.path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert {each["name"] for each in said["lists"]} >= {"conditions", "hfrs", "efi"}
    assert said["own"] == []
    covered = said["coverage"]
    assert covered["unmapped_rows"] == sum(each["rows"] for each in covered["commonest"])
    assert covered["rows"] >= covered["unmapped_rows"]
    assert all("person" not in each for each in covered["commonest"])


def test_without_own_codes_the_list_says_how_to_load_them(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    lco("score", "codelists", "list", "--store", str(store.path))
    assert "No terminology of the place's own is loaded" in capsys.readouterr().out


def test_a_bad_file_is_refused_with_its_line(store: Store, tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(CODES.replace("diabetes,", "sugar,"), encoding="utf-8")
    with pytest.raises(Refused, match=r"ours\.csv, line 7: conditions has no group 'sugar'"):
        lco("score", "codelists", "load", str(tmp_path / "ours.csv"), "--store", str(store.path))
    assert not (store.path / "codelists").exists()


def test_a_file_or_a_store_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"missing\.csv cannot be read: No such file"):
        lco("score", "codelists", "load", str(tmp_path / "missing.csv"), "--store", str(store.path))
    with pytest.raises(Refused, match="There is no store at"):
        lco("score", "codelists", "list", "--store", str(tmp_path / "nowhere"))


def test_the_number_of_people_is_checked() -> None:
    with pytest.raises(typer.BadParameter):
        lco("score", "crosscheck", "--people", "0")


def test_a_list_in_the_stead_of_ours_is_told_as_such(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    instead = CODES.replace("extends: conditions", "replaces: sensitive")
    groups = {"diabetes,": "sexual_health,", "frailty,": "gender_recognition,"}
    for ours, theirs in groups.items():
        instead = instead.replace(ours, theirs)
    (tmp_path / "closer.csv").write_text(instead, encoding="utf-8")
    lco("score", "codelists", "load", str(tmp_path / "closer.csv"), "--store", str(store.path))
    assert "in the stead of sensitive, version" in capsys.readouterr().out
    lco("score", "codelists", "list", "--store", str(store.path))
    assert "codes in the stead of sensitive" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("name", ["conditions", "efi", "hfrs", "sensitive"])
def test_a_template_has_every_group_and_can_be_loaded_once_filled_in(
    name: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.csv"
    lco("score", "codelists", "template", name, str(file))
    groups = len(shipped_lists()[name].groups)
    assert f"has a line for each of {groups} groups of {name}" in capsys.readouterr().out
    lco("score", "codelists", "load", str(file), "--store", str(store.path))
    assert f"{groups} codes for {groups} groups of {name}" in capsys.readouterr().out
    with pytest.raises(Refused, match=r"new\.csv is there already"):
        lco("score", "codelists", "template", name, str(file))


def test_a_template_of_an_unknown_list_or_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no code list 'gout'"):
        lco("score", "codelists", "template", "gout", str(tmp_path / "new.csv"))
    with pytest.raises(Refused, match=r"new\.csv cannot be written: No such file"):
        lco("score", "codelists", "template", "hfrs", str(tmp_path / "none" / "new.csv"))


def test_a_run_is_refused_by_a_file_that_was_spoilt_in_the_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(CODES, encoding="utf-8")
    lco("score", "codelists", "load", str(tmp_path / "ours.csv"), "--store", str(store.path))
    kept = store.path / "codelists" / "ours.csv"
    kept.write_text(CODES.replace("diabetes,", "sugar,"), encoding="utf-8")
    with pytest.raises(Refused, match=r"ours\.csv, line 7: conditions has no group 'sugar'"):
        build("run")(("run", "manchester", "--store", str(store.path)), standalone_mode=False)
    assert not (store.path / "runs").exists()
