"""What cannot be made is refused in a sentence, and nothing is left half-made."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lco.cli.__main__ import build
from lco.cli.say import Refused
from lco.place.facts.wards import Ward
from lco.place.pack import load_place
from lco.records.synthetic.facts import PlaceLacksFacts, place_facts
from lco.records.synthetic.make import MakeRefused, Order
from lco.store.layout import StoreRefused
from tests.lco.records.synthetic.made import made


def order(**changes: object) -> Order:
    asked = {"people": 2_000, "years": 2, "seed": 1, "ends_before": date(2018, 4, 1)} | changes
    return Order(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": 999}, "999 people are too few to be calibrated: ask for 1,000 or more."),
        ({"years": 0}, "0 years of records cannot be made: ask for 1 to 30."),
        ({"years": 31}, "31 years of records cannot be made: ask for 1 to 30."),
    ],
)
def test_an_order_that_cannot_be_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(MakeRefused) as refused:
        order(**changes)
    assert str(refused.value) == sentence


def test_a_leap_day_counts_back_to_the_28th() -> None:
    assert order(ends_before=date(2016, 2, 29), years=1).starts_on == date(2015, 2, 28)
    assert order(ends_before=date(2016, 2, 29), years=4).starts_on == date(2012, 2, 28)


def test_a_place_without_wards_is_refused_by_the_file_it_lacks() -> None:
    place = load_place("manchester")
    without = replace(place, tables={**place.tables, Ward.stem(): ()})
    with pytest.raises(PlaceLacksFacts, match=r"places/manchester has no wards\.csv"):
        place_facts(without)


def test_a_second_synthetic_place_in_one_store_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "store", people=1_000, years=1)
    with pytest.raises(MakeRefused, match="holds a synthetic place already"):
        made(tmp_path / "store", people=1_000, years=1, seed=2)


def test_another_key_for_a_store_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    first = made(tmp_path / "store", people=1_000, years=1)
    with pytest.raises(StoreRefused, match="another key"):
        made(tmp_path / "store", people=1_000, years=1, key=b"quite another key of some length")
    assert [batch.batch for batch in first.store.batches()] == [first.manifest.batch]


def test_a_killed_make_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError("disk full")

    monkeypatch.setattr("lco.records.synthetic.make.join", fail)
    with pytest.raises(OSError, match="disk full"):
        made(tmp_path / "store", people=1_000, years=1)
    assert list((tmp_path / "store" / "batches").iterdir()) == []
    assert list((tmp_path / "store" / "identities").iterdir()) == []


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(build(), ["records", "make", *arguments])
    if isinstance(result.exception, Refused):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_the_command_makes_a_place_and_says_what_it_made(tmp_path: Path) -> None:
    store, key = str(tmp_path / "store"), str(tmp_path / "a.key")
    asked = ("manchester", "--store", store, "--people", "1500", "--years", "1", "--key-file", key)
    code, output = run(*asked, "--processes", "1", "--json")
    assert code == 0
    outcome = json.loads(output)
    assert outcome["rows_in_all"] == sum(outcome["rows"].values()) > 30_000
    assert outcome["peak_memory_bytes"] > 10**7
    assert outcome["calibration"]["residents"] == 1_500
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600


def test_the_command_prints_rows_and_the_calibration_report(tmp_path: Path) -> None:
    store, key = str(tmp_path / "store"), str(tmp_path / "a.key")
    code, output = run("manchester", "--store", store, "--people", "1500", "--years", "1", "--key-file", key)
    assert code == 0
    assert "peak memory" in output
    assert "1,500 residents of manchester on 2018-04-01" in output
    assert "cannot show what is true of a ward" in output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--ends-before", "1.4.2018"), "'1.4.2018' is no day: write it like 2018-04-01."),
        (("--people", "10"), "10 people are too few"),
        (("--years", "99"), "99 years of records cannot be made"),
    ],
)
def test_the_command_refuses_with_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    key = str(tmp_path / "a.key")
    code, output = run("manchester", "--store", str(tmp_path / "store"), "--key-file", key, *arguments)
    assert code == 2
    assert sentence in output


def test_an_unknown_place_is_refused(tmp_path: Path) -> None:
    code, output = run("atlantis", "--store", str(tmp_path / "store"), "--people", "1000")
    assert code == 2
    assert "there is no place 'atlantis'" in output
