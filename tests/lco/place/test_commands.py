"""`lco place`: what it prints, and how it ends (0 done, 2 refused)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import lco
from lco.cli.__main__ import main

DATA = Path(lco.__file__).resolve().parents[2] / "shared/data"
Spoil = Callable[..., int]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run one command; return its exit code, what it printed, and its complaint."""

    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["lco", *words])
        with pytest.raises(SystemExit) as end:
            main()
        printed = capsys.readouterr()
        return int(end.value.code or 0), printed.out, printed.err

    return call


Run = Callable[..., tuple[int, str, str]]


def test_check_prints_every_disagreement_with_its_section_and_ends_well(run: Run) -> None:
    code, out, err = run("place", "check", "manchester")
    assert (code, err) == (0, "")
    for figures in ("229,191 for 229,192", "3,102 for 3,103", "22,787 for 22,790", "3.3 for 3.7"):
        assert figures in out
    assert "prospectus_2016, LCO Finance: Cash Released by Benefit Type [places/manchester/totals.csv:" in out
    assert "Adds unlike units: it means nothing and is never used (1)" in out
    assert "22,790 for 22,790" not in out
    assert (
        out.rstrip()
        .splitlines()[-1]
        .startswith("46 printed figures: 35 agree with their parts, within rounding 9")
    )


def test_check_all_prints_also_what_agrees_and_what_is_left_open(run: Run) -> None:
    _, out, _ = run("place", "check", "manchester", "--all")
    assert "18,355 for 18,355" in out
    assert "246.1 GBP million: Base that four years of 2% would need, simple" in out
    assert "it adds GBP million (cumulative), GBP million (recurrent)" in out


@pytest.mark.parametrize(
    ("borough", "said"),
    [
        ("rochdale", "gateways lie 9, 5, 7, 5 and 7 months apart"),
        ("rochdale", "25 November 2017 in paragraph 1 and on 25 October 2017 in paragraph 7"),
        ("bury", "Options are numbered 1, 2, 2, 3, 4"),
        ("bury", "3 for 2 options"),
    ],
)
def test_check_names_what_the_boroughs_papers_contradict(borough: str, said: str, run: Run) -> None:
    code, out, _ = run("place", "check", borough)
    assert code == 0
    assert said in out


def test_check_as_json_is_for_machines(run: Run) -> None:
    code, out, _ = run("place", "check", "manchester", "--json")
    report = json.loads(out)
    found = {one["id"]: one for one in report["totals"]}
    assert code == 0
    assert found["benchmark_prescribing"]["verdict"] == "does not add"
    assert found["benchmark_prescribing"]["figures"] == "3.3 for 3.7"
    assert found["benchmark_prescribing"]["difference"] == "0.4"
    assert report["counts"]["differs within rounding"] == 9
    assert len(report["inconsistencies"]) == report["counts"]["inconsistencies"] == 21


FAULTS = {
    "doubled ward": (
        "neighbourhood_wards.csv",
        "E05000690,Bradford",
        "E05000687,Bradford",
        ":3: ward 'E05000687' is doubled",
    ),
    "unknown indicator": (
        "targets.csv",
        ",falls_admissions_65_plus,",
        ",no_such_indicator,",
        "indicator 'no_such_indicator' is unknown",
    ),
    "missing source": ("gap.csv", ",prospectus_2016,", ",,", ":2: the row has no source"),
    "stray ward": (
        "neighbourhood_wards.csv",
        "E05000690,Bradford",
        "E05999999,Bradford",
        "ward 'E05999999' is not in wards.csv",
    ),
    "mistyped total": ("totals.csv", ",3103,", ",3102,", "is 3102 but savings prints 3103"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pack_that_cannot_be_used_is_refused_with_exit_code_2(
    fault: str, packs: Path, spoil: Spoil, run: Run
) -> None:
    file, old, new, said = FAULTS[fault]
    spoil(file, old, new)
    code, out, err = run("place", "check", "manchester", "--places", str(packs))
    assert (code, out) == (2, "")
    assert err.startswith("Refused: ")
    assert f"manchester/{file}:" in err
    assert said in err


def test_a_place_nobody_knows_is_refused(run: Run) -> None:
    code, out, err = run("place", "check", "narnia")
    assert (code, out) == (2, "")
    assert err == "Refused: places: there is no place 'narnia'; choose one of: bury, manchester, rochdale.\n"


def test_places_are_listed(run: Run) -> None:
    assert run("place", "list")[1].splitlines() == [
        "bury         Bury Local Care Organisation",
        "manchester   Manchester Local Care Organisation",
        "rochdale     Rochdale Local Care Organisation",
    ]
    assert [one["id"] for one in json.loads(run("place", "list", "--json")[1])] == [
        "bury",
        "manchester",
        "rochdale",
    ]


def test_the_rows_of_a_file_are_shown_with_line_and_source(run: Run) -> None:
    code, out, _ = run("place", "show", "manchester", "gap")
    assert code == 0
    assert "places/manchester/gap.csv:5\n    id: remaining\n" in out
    assert "    thousands: 18355\n" in out
    assert "    source: prospectus_2016\n" in out


def test_the_files_of_a_pack_are_shown_with_their_rows(run: Run) -> None:
    assert "    32  wards" in run("place", "show", "manchester")[1]
    assert json.loads(run("place", "show", "manchester", "--json")[1])["wards"] == 32
    assert json.loads(run("place", "show", "manchester", "gap", "--json")[1])[0]["line"] == 2


def test_a_file_the_pack_does_not_have_is_refused(run: Run) -> None:
    code, _, err = run("place", "show", "manchester", "gateways")
    assert code == 2
    assert "The pack of manchester has no 'gateways'" in err


@pytest.mark.shared
@pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the open data are not beside the repository: {DATA} is absent"
)
def test_deriving_again_changes_nothing_and_replaces_what_was_spoilt(packs: Path, run: Run) -> None:
    folder = packs / "manchester"
    names = ("wards.csv", "lsoas.csv", "practices.csv", "sources.csv")
    before = {name: (folder / name).read_bytes() for name in names}
    (folder / "wards.csv").write_text("nothing of use\n", encoding="utf-8")
    code, out, _ = run("place", "derive", "manchester", "--data", str(DATA), "--places", str(packs))
    assert code == 0
    assert "32 rows written to" in out
    assert {name: (folder / name).read_bytes() for name in names} == before


def test_deriving_without_the_data_is_refused_and_writes_nothing(
    packs: Path, tmp_path: Path, run: Run
) -> None:
    before = (packs / "manchester/wards.csv").read_bytes()
    code, _, err = run(
        "place", "derive", "manchester", "--data", str(tmp_path / "none"), "--places", str(packs)
    )
    assert code == 2
    assert "is absent: give the folder of the open data sets with --data" in err
    assert (packs / "manchester/wards.csv").read_bytes() == before
