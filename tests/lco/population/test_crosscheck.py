"""Scores held against packages of others; the one known fault of theirs is seen and named."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from lco import engine
from lco.population.crosscheck import Difference, Finding, cross_checked, printed
from lco.population.crosscheck import people as made_up_people
from lco.population.weights import load_weights


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    folder = tmp_path_factory.mktemp("crosscheck")
    found = cross_checked(engine.connect(), folder, people=300, seed=7)
    return {each.what: each for each in found}


def needs(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"NOT TESTED: {package} is not installed")


def test_the_known_fault_of_comorbidipy_is_the_one_difference_of_weights(
    findings: dict[str, Finding],
) -> None:
    needs("comorbidipy")
    fault = findings["weights charlson_quan quan_2011"]
    assert [(each.where, each.ours, each.theirs) for each in fault.differences] == [("aids", "4", "2")]
    assert "a fault of the package" in fault.differences[0].judged
    assert findings["weights charlson_quan original_1987"].differences == ()
    assert findings["weights charlson_shmi shmi"].differences == ()
    assert findings["weights elixhauser_quan van_walraven"].differences == ()


def test_the_code_lists_are_the_same(findings: dict[str, Finding]) -> None:
    needs("comorbidipy")
    assert findings["codes of charlson_quan"].differences == ()
    assert findings["codes of elixhauser_quan"].differences == ()
    shmi = findings["codes of charlson_shmi"]
    assert {each.where for each in shmi.differences} == {"rheumd", "diab", "canc"}
    assert shmi.unexplained == 0


@pytest.mark.parametrize(
    "column", ["charlson", "charlson_1987", "charlson_shmi", "elixhauser", "hfrs_tenths"]
)
def test_pycomorb_gives_made_up_people_the_same_scores(column: str, findings: dict[str, Finding]) -> None:
    needs("pycomorb")
    found = findings[f"{column} of made-up people"]
    assert (found.compared, found.differences) == (300, ())


def test_made_up_people_hold_codes_that_score() -> None:
    drawn = made_up_people.made_up(50, 3)
    assert drawn == made_up_people.made_up(50, 3)
    assert drawn != made_up_people.made_up(50, 4)
    assert all(len(codes) >= 3 for codes in drawn.values())


def test_a_wrong_weight_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("comorbidipy")
    real = load_weights("elixhauser_quan")
    wrong = real.with_edition("van_walraven", {**real.editions["van_walraven"], "ld": 12})
    monkeypatch.setattr(
        printed, "load_weights", lambda name: wrong if name == "elixhauser_quan" else load_weights(name)
    )
    found = {each.what: each for each in printed.held_against_tables()}[
        "weights elixhauser_quan van_walraven"
    ]
    assert found.differences == (Difference("ld", "12", "11", ""),)
    assert found.unexplained == 1


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    found = cross_checked(engine.connect(), tmp_path, people=1, seed=1)
    assert [each.not_done for each in found] == ["comorbidipy is not installed", "pycomorb is not installed"]
