"""lco records load, quality and template, as people use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lco.cli.__main__ import build
from lco.cli.say import Refused
from lco.records.sources.csv.format import FILES
from tests.lco.records.loading import ANN, PEOPLE, write

SHARED = Path(__file__).parents[4] / "shared" / "data"
OMOP = SHARED / "omop" / "Synthea27NjParquet_5.4.zip"
FHIR = SHARED / "fhir"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.delenv("LCO_PSEUDONYM_KEY", raising=False)


def run(*words: str | Path) -> str:
    outcome = CliRunner().invoke(build(), ["records", *map(str, words)])
    if outcome.exception:
        raise outcome.exception
    return outcome.output


def test_the_template_loads_as_it_is_written(tmp_path: Path) -> None:
    run("template", tmp_path / "mine")
    out = json.loads(
        run("load", "manchester", "--from", "csv", tmp_path / "mine", "--store", tmp_path / "s", "--json")
    )
    assert out["batch"] == "0001-csv"
    assert all((row["read"], row["kept"]) == (1, 1) for row in out["rows"])
    assert len(out["rows"]) == len(FILES)
    with pytest.raises(Refused, match="is not empty"):
        run("template", tmp_path / "mine")


def test_a_dry_run_leaves_no_store(tmp_path: Path) -> None:
    source = write(tmp_path / "in", {"people.csv": PEOPLE + ANN})
    out = run("load", "manchester", "--from", "csv", source, "--store", tmp_path / "s", "--dry-run")
    assert "A dry run: nothing was stored." in out
    assert not (tmp_path / "s").exists()


def test_the_key_stays_outside_the_store_and_is_kept_to(tmp_path: Path) -> None:
    source, store = write(tmp_path / "in", {"people.csv": PEOPLE + ANN}), tmp_path / "s"
    with pytest.raises(Refused, match="lies inside the store"):
        run("load", "manchester", "--from", "csv", source, "--store", store, "--key-file", store / "key")
    run("load", "manchester", "--from", "csv", source, "--store", store)
    assert (tmp_path / "settings" / "lco" / "pseudonym.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="made with another key"):
        run("load", "manchester", "--from", "csv", source, "--store", store, "--key-file", tmp_path / "other")


def test_what_cannot_be_loaded_is_refused_by_name(tmp_path: Path) -> None:
    source = write(tmp_path / "in", {"people.csv": PEOPLE + ANN})
    with pytest.raises(Refused, match="no kind of source 'hl7v2': choose one of csv, fhir, omop"):
        run("load", "manchester", "--from", "hl7v2", source, "--store", tmp_path / "s")
    run("load", "manchester", "--from", "csv", source, "--store", tmp_path / "s")
    with pytest.raises(Refused, match="belongs to manchester, not to bury"):
        run("load", "bury", "--from", "csv", source, "--store", tmp_path / "s")
    with pytest.raises(Refused, match="There is no store"):
        run("quality", "--store", tmp_path / "none")
    with pytest.raises(Refused, match="is no day for --as-of"):
        run("quality", "--store", tmp_path / "s", "--as-of", "someday")


@pytest.mark.shared
@pytest.mark.skipif(not OMOP.exists(), reason="the open data beside the repository is absent")
def test_the_real_samples_load_and_load_again_without_effect(tmp_path: Path) -> None:
    store = tmp_path / "s"
    for kind, path in (("omop", OMOP), ("fhir", FHIR)):
        first = json.loads(run("load", "manchester", "--from", kind, path, "--store", store, "--json"))
        again = json.loads(run("load", "manchester", "--from", kind, path, "--store", store, "--json"))
        for row in first["rows"] + again["rows"]:
            assert row["read"] == row["kept"] + row["quarantined"] + row["unchanged"]
        assert (again["new"], again["batch"]) == (0, None)
    kept = {row["table"]: row["kept"] for row in first["rows"]}
    assert kept == {
        "Patient": 2,
        "Claim": 0,
        "Condition": 28,
        "Encounter": 28,
        "MedicationRequest": 6,
        "Observation": 420,
        "Procedure": 14,
    }
    assert [(row["table"], row["reason"], row["rows"]) for row in first["reasons"]] == [
        ("Claim", "unknown_currency", 28)
    ]
    quality = json.loads(run("quality", "--store", store, "--json"))
    assert {"people", "identities", "Claim"} <= {row["table"] for row in quality["rows"]}
    assert "checks," in run("quality", "--store", store)
