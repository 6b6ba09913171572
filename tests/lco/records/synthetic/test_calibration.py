"""The made place keeps to published figures, and the report would say so if it did not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from lco import engine
from lco.cli.records_calibration import calibration
from lco.cli.say import Refused
from lco.place.pack import load_place
from lco.records.synthetic.calibration import CANNOT, Check, calibration_report
from lco.records.synthetic.measuring import Records, share, top_share
from lco.store import Store, open_store
from lco.store.batches import arrow_schema
from lco.store.manifest import BatchManifest
from lco.store.tables import CODES, TABLES
from tests.lco.records.synthetic.made import INDEX_ON, Made


def test_twenty_thousand_people_keep_to_the_published_figures(twenty_thousand: Made) -> None:
    """Tolerances are those of the pack and three standard errors.

    At 20,000 people a share of 1% has a standard error of 0.07 points, and the 220 people of 85 and over have
    about 117 emergency admissions, whose standard error is 12%.
    """
    place = load_place("manchester")
    report = calibration_report(place, twenty_thousand.store, engine.connect(), index_on=INDEX_ON)
    missed = [(check.id, check.target, check.achieved) for check in report.checks if not check.is_held]
    assert missed == []
    assert report.residents == 20_000
    held = {check.id for check in report.checks if check.has_tolerance}
    assert {"diabetes", "dementia", "spend_of_top_5_percent", "falls_admissions_65_plus"} <= held
    assert {"gm_copd", "gm_hypertension", "emergency_admissions_85_plus", "population_by_ward"} <= held
    assert len(held) >= 40
    assert report.not_modelled
    assert "ward" in CANNOT
    assert report.cannot == CANNOT


def test_counts_of_people_are_scaled_to_the_size_of_the_place(twenty_thousand: Made) -> None:
    place = load_place("manchester")
    report = calibration_report(place, twenty_thousand.store, engine.connect(), index_on=INDEX_ON)
    dementia = next(check for check in report.checks if check.id == "dementia")
    assert dementia.target == pytest.approx(2_894 * 20_000 / 541_263)


@pytest.mark.parametrize(
    ("achieved", "is_held"), [(5.0, True), (6.0, True), (7.0, True), (4.99, False), (7.01, False)]
)
def test_a_figure_outside_its_tolerance_is_missed(achieved: float, is_held: bool) -> None:
    check = Check("x", "X", "per cent", target=6.0, achieved=achieved, low=5.0, high=7.0, note="")
    assert check.is_held is is_held
    assert check.difference == pytest.approx(achieved - 6.0)


def test_a_figure_for_comparison_is_never_missed() -> None:
    assert Check("x", "X", "per cent", 6.0, 99.0, low=None, high=None, note="").is_held


def test_the_share_of_the_top_counts_the_costliest_twentieth() -> None:
    assert top_share(np.array([1.0] * 19 + [81.0])) == pytest.approx(0.81)
    assert top_share(np.array([1.0] * 40)) == pytest.approx(0.05)
    assert top_share(np.array([])) == 0.0


def test_a_share_has_its_binomial_error() -> None:
    measured = share(100, 10_000)
    assert measured.value == pytest.approx(1.0)
    assert measured.error == pytest.approx(100 * np.sqrt(0.01 * 0.99 / 10_000), rel=0.01)


def run(*arguments: str) -> Result:
    """Run the command alone, as it is registered under ``lco records``."""
    app = typer.Typer()
    app.command()(calibration)
    return CliRunner().invoke(app, list(arguments))


def test_the_command_holds_a_store_to_the_figures(twenty_thousand: Made) -> None:
    printed = run("manchester", "--store", str(twenty_thousand.store.path), "--index-on", "2018-04-01")
    assert printed.exit_code == 0
    assert "20,000 residents of manchester on 2018-04-01" in printed.output
    assert "43 figures held, 0 missed" in printed.output
    machine = run("manchester", "--store", str(twenty_thousand.store.path), "--json")
    assert json.loads(machine.output)["is_held"] is True


def test_the_command_fails_where_a_figure_is_missed(tiny: Store) -> None:
    outcome = run("manchester", "--store", str(tiny.path))
    assert outcome.exit_code == 1
    assert "MISSED" in outcome.output


@pytest.mark.parametrize(
    ("place", "sentence"), [("atlantis", "there is no place"), ("rochdale", "belongs to manchester")]
)
def test_the_command_refuses_what_it_cannot_hold(tiny: Store, place: str, sentence: str) -> None:
    refused = run(place, "--store", str(tiny.path)).exception
    assert isinstance(refused, Refused)
    assert sentence in str(refused)


SPELLS = [
    # person, spell, starts_on, ends_before, method (1 planned, 2 emergency, 3 maternity), age of the person
    (1, 1, date(2017, 5, 1), date(2017, 5, 4), 2),
    (1, 2, date(2017, 6, 3), date(2017, 6, 4), 2),  # thirty days after: counts
    (2, 3, date(2017, 5, 1), date(2017, 5, 4), 2),
    (2, 4, date(2017, 6, 4), date(2017, 6, 4), 2),  # thirty-one days after: does not
    (3, 5, date(2017, 5, 1), date(2017, 5, 1), 1),  # day case: no discharge here
    (3, 6, date(2017, 5, 3), date(2017, 5, 6), 2),
    (4, 7, date(2017, 5, 1), date(2017, 5, 3), 3),  # a birth: no discharge here
    (4, 8, date(2017, 5, 9), None, 2),  # still in hospital
    (5, 9, date(2017, 3, 31), date(2017, 4, 1), 2),  # the year before
]


@pytest.fixture
def tiny(tmp_path: Path) -> Store:
    """Five people with spells, written by hand."""
    store = open_store(tmp_path / "tiny", place="manchester", create=True)
    rows = {
        "people": [[1, 2, 3, 4, 5], [date(1940, 1, 1)] * 3 + [date(1990, 1, 1)] * 2, [2] * 5, [4] * 5],
        "addresses": [[1, 2, 3, 4, 5], [None] * 5, [None] * 5, [date(2010, 1, 1)] * 5, [None] * 5],
        "admissions": [*map(list, zip(*SPELLS, strict=True)), [None] * len(SPELLS)],
        "conditions": [[1], [1], [date(2017, 5, 1)], [None], [6]],
        "costs": [[1, 1, 2], [date(2017, 5, 1)] * 3, [6, 1, 6], [900, 5_000, 100]],
    }
    with store.new_batch(kind="csv", fingerprint="a") as batch:
        for name, columns in rows.items():
            pq.write_table(pa.table(columns, schema=arrow_schema(TABLES[name])), batch.path(name))
        codes = pa.table([[1], ["icd10"], ["W19"], ["Fall"]], schema=arrow_schema(CODES))
        pq.write_table(codes, batch.path("codes"))
        batch.publish(
            BatchManifest(loaded_at=pa.scalar(0, pa.timestamp("s", "UTC")).as_py(), seconds=1, rows=())
        )
    return store


def test_rates_of_five_people_are_those_counted_by_hand(tiny: Store) -> None:
    rates = Records(tiny, engine.connect(), INDEX_ON).admission_rates()
    # In the year: three people of 75-84 have five emergencies, two of 25-44 have one.
    assert rates["emergency_admissions_75_84"].value == pytest.approx(1000 * 5 / 3)
    assert rates["emergency_admissions_25_44"].value == pytest.approx(1000 * 1 / 2)
    assert rates["emergency_admissions_65_74"].value == 0
    assert rates["falls_admissions_65_plus"].value == pytest.approx(100_000 / 3)
    # Discharges: spells 1, 2, 3, 4, 6; after spell 1 alone somebody is back within thirty days.
    assert rates["emergency_readmissions_30_days"].value == pytest.approx(100 * 1 / 5)


def test_spend_of_the_top_leaves_general_practice_out(tiny: Store) -> None:
    spend = Records(tiny, engine.connect(), INDEX_ON).spend()
    assert spend["spend_of_top_5_percent"].value == pytest.approx(90.0)
