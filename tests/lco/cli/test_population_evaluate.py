"""``lco population evaluate`` as somebody types it, on a made-up place with records of its own."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from lco import engine
from lco.cli.__main__ import build
from lco.cli.say import Refused
from lco.place.pack import load_place
from lco.population.areas import areas_of
from lco.population.evaluation.asking import Asking, Ranking, evaluation_of
from lco.population.evaluation.report import Evaluation
from lco.population.evaluation.treated_file import Treated
from lco.population.tables import Records
from lco.records.synthetic.make import make_place
from lco.records.tables import TABLES
from lco.store import Store, open_store

ENDS = date(2018, 4, 1)
START = "2017-04-01"


def lco(*arguments: str) -> None:
    """Run the command line in this process."""
    build("population")(("population", "evaluate", *arguments), standalone_mode=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ten thousand made-up people with three years of records."""
    made = open_store(tmp_path_factory.mktemp("made") / "store", place="manchester", create=True)
    make_place(
        load_place("manchester"),
        people=10_000,
        years=3,
        seed=1,
        ends_before=ENDS,
        store=made,
        key=b"only made-up people here",
        con=engine.connect(),
        now=lambda: datetime(2018, 4, 2, tzinfo=UTC),
    )
    return made


@pytest.fixture(scope="module")
def listed(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of 250 people, most of them with admissions in the year before."""
    con = engine.connect()
    spells = store.table(con, "admissions")
    year = spells.filter(spells.method == 2, spells.starts_on < date(2017, 4, 1))
    people = con.to_pyarrow(year.select("person"))["person"].to_numpy()
    person, count = np.unique(people, return_counts=True)
    liking = np.log1p(count) + np.random.default_rng(1).normal(0, 1, len(count))
    path = tmp_path_factory.mktemp("list") / "list.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["person"], *([int(each)] for each in person[np.argsort(-liking)[:250]])])
    return path


def test_people_are_held_against_matched_people(
    store: Store, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lco("manchester", "--store", str(store.path), "--treated", str(listed), "--starts-on", START, "--json")
    said = json.loads(capsys.readouterr().out)
    kept = Evaluation.from_json((store.path / "evaluations" / f"{said['id']}.json").read_text())
    assert json.loads(kept.to_json()) == said
    assert kept.is_synthetic and kept.place == "manchester" and kept.design == "matched"
    assert 120 < kept.treated <= 250 and kept.comparison == kept.treated - kept.left_out
    assert kept.before_after.before > 3 * 0.1, "they were chosen for their admissions"
    assert kept.before_after.foreseen_after is not None
    assert {"age", "emergency_admissions_91_365", "deprivation"} <= {row.covariate for row in kept.balance}
    assert {"ethnicity", "illnesses", "cost_pence"}.isdisjoint(row.covariate for row in kept.balance)


def test_it_is_said_verdict_first(store: Store, listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--treated", str(listed), "--starts-on", START, "--title", "Care of 2017")
    lco("manchester", "--store", str(store.path), *arguments, "--outcome", "attendances")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Care of 2017"
    assert lines[1].endswith(".") and "attendances" in lines[1]
    assert any("this is no effect" in line for line in lines)
    assert any("foreseen with no care" in line for line in lines)
    assert lines[-1].startswith("Kept as evaluation 2")


def test_matched_people_are_compared_by_quarters(
    store: Store, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--treated", str(listed), "--starts-on", START, "--design", "difference", "--json")
    lco("manchester", "--store", str(store.path), *arguments, "--outcome", "contacts")
    said = json.loads(capsys.readouterr().out)
    assert (said["design"], said["counted"]) == ("difference", "people")
    assert [point["at"] for point in said["series"]] == list(range(-8, 4))


def test_a_cut_off_in_a_ranking_is_a_design_of_its_own(store: Store) -> None:
    """The 400 with most nights and admissions in the year before were treated, all of them."""
    con, facts = engine.connect(), load_place("manchester")
    records = Records(con, {name: store.table(con, name) for name in TABLES}, store.codes(con))
    costs = records["costs"]
    spent = costs.filter(costs.incurred_on < date(2017, 4, 1)).group_by("person").agg(pence=costs.pence.sum())
    person = con.to_pyarrow(spent.order_by(spent.pence.desc(), "person"))["person"].to_numpy()
    treated = Treated({int(each): date(2017, 4, 1) for each in person[:400]}, {})
    asking = Asking(
        treated,
        design="discontinuity",
        outcome="contacts",
        ranking=Ranking(person, np.arange(1, len(person) + 1), 400),
    )
    found = evaluation_of(facts, records, asking, is_synthetic=True)
    checks = {check.id: check for check in found.diagnostics}
    assert checks["share_treated"].says.startswith("0% just outside and 100% just inside")
    assert found.effect.ratio.lower < 1 < found.effect.ratio.upper, "nothing was done for them"
    assert found.treated <= 400 and found.comparison > 100


@pytest.mark.parametrize(
    ("starts", "design"), [((START,), "difference"), ((START, "2017-07-01"), "stepped_wedge")]
)
def test_neighbourhoods_are_compared_by_the_design_that_fits(
    starts: tuple[str, ...], design: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = areas_of(load_place("manchester")).neighbourhoods
    rows = [f"{name},{starts[at % len(starts)]}" for at, name in enumerate(names[:6])]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["neighbourhood,starts_on", *rows]))
    lco("manchester", "--store", str(store.path), "--treated", str(path), "--months", "9", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["design"], said["counted"], said["treated"]) == (design, "neighbourhoods", 6)


def test_the_method_is_tried_on_made_up_places(capsys: pytest.CaptureFixture[str]) -> None:
    lco("--synthetic", "--effect", "-20", "--seeds", "2", "--people", "20000")
    said = capsys.readouterr().out
    assert "2 made-up places of 20,000 people, planted effect -20%" in said
    assert "interval holds the planted effect" in said
    assert "would have been called a saving             2 of 2" in said
    lco("--synthetic", "--seeds", "1", "--people", "20000", "--json")
    read = json.loads(capsys.readouterr().out)
    assert read["summary"]["seeds"] == len(read["seeds"]) == 1
    assert read["seeds"][0]["ratio"]["lower"] < read["seeds"][0]["ratio"]["upper"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Say --store and --treated"),
        (("--treated", "none.csv", "--starts-on", START), "cannot be read as CSV"),
        (("--treated", "{list}", "--starts-on", "soon"), "'soon' is no day for --starts-on"),
        (("--treated", "{list}", "--starts-on", START), "Say --store"),
        (("--treated", "{list}", "--outcome", "falls"), "There is no outcome 'falls'"),
        (("--treated", "{list}", "--design", "guess"), "There is no design 'guess'"),
        (("--treated", "{list}", "--starts-on", "2018-01-01", "--store", "{store}"), "follow-up ends before"),
        (("--treated", "{list}", "--starts-on", START, "--store", "nowhere"), "There is no store"),
        (
            ("--treated", "{list}", "--starts-on", START, "--store", "{store}", "--design", "discontinuity"),
            "Nothing has been published",
        ),
        (("--synthetic", "--effect", "5"), "cannot be planted"),
        (("--synthetic", "--people", "50"), "too few to plant"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    arguments: tuple[str, ...], sentence: str, store: Store, listed: Path
) -> None:
    before = sorted((store.path / "evaluations").glob("*"))
    with pytest.raises(Refused, match=sentence):
        lco("manchester", *(each.format(list=listed, store=store.path) for each in arguments))
    assert sorted((store.path / "evaluations").glob("*")) == before
