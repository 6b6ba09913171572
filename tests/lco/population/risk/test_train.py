"""From records to a registered model, its card, and the look at it a year later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from ibis.expr.types import Table
from typer.testing import CliRunner

from lco.cli.__main__ import build
from lco.cli.risk_records import training_of
from lco.cli.say import Refused
from lco.place.pack import load_place
from lco.population.risk.baseline import Baseline
from lco.population.risk.card import Card
from lco.population.risk.drift import DriftRefused, Look, Threshold, look, thresholds
from lco.population.risk.model import AdditiveModel, ModelRefused
from lco.population.risk.registry import model_of, move, validation_of
from lco.population.risk.train import Training, train, train_and_register
from lco.population.tables import Records
from lco.store import Store
from lco.store.models import StoredModel, open_model
from tests.lco.records.synthetic.made import made

AT = datetime(2018, 4, 2, 9, 0, tzinfo=UTC)
INDEX_ON = date(2018, 4, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with 6,000 made-up people of Manchester."""
    folder = Path(tmp_path_factory.mktemp("risk")) / "store"
    return made(folder, people=6_000, years=4, seed=7).store


@pytest.fixture(scope="module")
def training(store: Store) -> Iterator[Training]:
    """What a model of that place is trained on."""
    with training_of(load_place("manchester"), store, outcome="emergency_admission", on=INDEX_ON) as opened:
        yield opened


@pytest.fixture(scope="module")
def registered(store: Store, training: Training) -> StoredModel:
    """A model trained on it, live."""
    stored = train_and_register(store, training, at=AT, by="Robin Analyst")
    for state in ("approved", "live"):
        move(store, stored.model_id, state, at=AT, by="Robin Analyst", why="Tests need one.")
    return stored


def test_the_years_of_fitting_and_trying_end_by_the_index_day(training: Training) -> None:
    assert (training.fitted_on, training.validated_on) == (date(2016, 4, 1), date(2017, 4, 1))
    leap = replace(training, index_on=date(2020, 2, 29))
    assert (leap.fitted_on, leap.validated_on) == (date(2018, 2, 28), date(2019, 2, 28))


def test_a_trained_model_is_registered_and_validated(registered: StoredModel) -> None:
    found = validation_of(registered)
    assert registered.state == "validated"
    assert [each.state for each in registered.events] == ["registered", "validated"]
    assert registered.model_id.startswith("emergency_admission-2018-04-01-")
    assert found.model == registered.model_id == model_of(registered).id
    assert found.index_on == date(2017, 4, 1)
    assert 0.6 < found.measures["c_statistic"].value < 0.85
    assert set(found.comparators) == {
        "gradient_boosting", "points", "prior_spend", "prior_emergency_admissions",
    }  # fmt: skip
    assert {each.by for each in found.groups} == {"neighbourhood", "deprivation", "ethnicity", "sex", "age"}


def test_the_model_scores_in_the_engine_as_it_was_tried(registered: StoredModel, training: Training) -> None:
    model = model_of(registered)
    people = training.people(training.validated_on)
    table = training.features_of(training.records, training.validated_on)
    scored = training.records.con.to_pyarrow(
        table.select("person", risk=model.probability(table)).order_by("person")
    )
    assert scored["person"].to_pylist() == people.person.tolist()
    assert np.abs(scored["risk"].to_numpy() - model.probability_of(people.columns)).max() < 1e-9


def test_the_card_answers_every_item_and_warns_of_made_up_people(registered: StoredModel) -> None:
    card = Card.from_json(registered.text("card.json"))
    assert [each.number for each in card.items] == list(range(1, 28))
    assert all(len(each.answer) > 20 for each in card.items)
    assert [each.number for each in card.items if not each.is_answered] == [17, 19]
    assert card.is_synthetic
    assert "cannot teach anything about real people" in card.warnings[0]
    assert [each.domain for each in card.bias] == ["Participants", "Predictors", "Outcome", "Analysis"]
    assert card.bias[0].judgement == "high", "people were made up"
    page = card.markdown()
    assert page.startswith("# Predicted risk: Emergency admission within 12 months, Manchester")
    assert page.count("**Not done.**") == 2
    assert "| Analysis |" in page
    assert Card.from_json(card.to_json()) == card


def test_the_card_says_what_was_measured(registered: StoredModel) -> None:
    found, card = validation_of(registered), Card.from_json(registered.text("card.json"))
    answers = {each.number: each.answer for each in card.items}
    assert f"{found.people:,} others" in answers[2]
    assert f"{found.measures['c_statistic'].value:.3f}" in answers[23]
    for each in model_of(registered).terms:
        assert f"{each.coefficient:+.4f}" in answers[22]
    assert "ethnicity" not in answers[9].lower()


def test_a_leaking_feature_stops_the_training(training: Training) -> None:
    def leaking(records: Records, on: date) -> Table:
        honest = training.features_of(records, on)
        costs = records["costs"].group_by("person").agg(spent=lambda each: each.pence.sum())
        return honest.left_join(costs, "person").select(honest, spent=costs.spent)

    with pytest.raises(ModelRefused, match=r"recorded on or after 2017-04-01: spent"):
        train(replace(training, features_of=leaking))


def test_watching_a_live_model_keeps_what_was_found(
    store: Store, registered: StoredModel, training: Training
) -> None:
    found = look(store, registered_now(store, registered), training, at=AT, by="Robin")
    later = registered_now(store, registered)
    assert later.state == "monitored"
    assert later.events[-1].why == found.in_words()
    assert later.drift()[-1]["verdict"] == found.verdict
    assert found.is_of_validation
    ratio = validation_of(registered).measures["observed_over_expected"].value
    assert found.observed_over_expected is not None
    assert found.observed_over_expected.value == pytest.approx(ratio)
    assert 0 <= found.risk_stability < 0.1, "people of one year later look much the same"


def registered_now(store: Store, stored: StoredModel) -> StoredModel:
    return open_model(store, stored.model_id)


def test_only_a_model_in_use_is_watched_and_only_for_its_outcome(
    store: Store, registered: StoredModel, training: Training
) -> None:
    with pytest.raises(DriftRefused, match="is validated: only one in use is watched"):
        look(store, registered, training, at=AT, by="Robin")
    with pytest.raises(DriftRefused, match="foretells emergency_admission, not care_home_entry"):
        other = replace(training, outcome="care_home_entry")
        look(store, registered_now(store, registered), other, at=AT, by="Robin")


def test_thresholds_are_configuration_with_a_source() -> None:
    found = thresholds()
    assert found["stability_index"] == Threshold(0.1, 0.25)
    assert [found["stability_index"].says(each) for each in (0.09, 0.1, 0.25)] == ["steady", "watch", "act"]


def test_a_baseline_comes_back_from_json(registered: StoredModel) -> None:
    text = registered.text("baseline.json")
    baseline = Baseline.from_json(text)
    assert Baseline.from_json(baseline.to_json()) == baseline
    assert sum(baseline.risk.people) == validation_of(registered).people
    assert len(baseline.risk.people) == len(baseline.risk.cuts) + 1


def test_the_card_of_a_look_is_a_sentence() -> None:
    found = Look("m", INDEX_ON, 10, 0.012, {}, None, False, "steady", ())
    assert found.in_words() == "steady; no events were expected; stability index of risk 0.012."


@pytest.fixture
def run(store: Store) -> Iterator[object]:
    """Run a verb of lco risk on the store."""
    runner = CliRunner()

    def command(*words: str) -> str:
        outcome = runner.invoke(build("risk"), ["risk", *words, "--store", str(store.path)])
        if outcome.exception and not isinstance(outcome.exception, SystemExit):
            raise outcome.exception
        return outcome.output

    yield command


def test_the_command_line_lists_shows_and_refuses(run: object, registered: StoredModel) -> None:
    assert callable(run)
    assert registered.model_id in run("list")
    shown = run("show", registered.model_id)
    assert "c_statistic" in shown and "gradient boosting" in shown and "Its life" in shown
    assert "## Methods" in run("card", registered.model_id)
    assert '"state"' in run("list", "--json")
    for words, sentence in (
        (("approve", registered.model_id, "--by", "R", "--why", "again"), "cannot be approved"),
        (("show", "m9"), "There is no model 'm9'"),
        (("fit", "manchester", "--outcome", "joy"), "There is no outcome 'joy'"),
        (("fit", "manchester", "--index-on", "soon"), "'soon' is no day"),
        (("fit", "manchester", "--outcome", "care_home_entry"), "a model needs at least 100"),
    ):
        with pytest.raises(Refused, match=sentence):
            run(*words)


def test_the_model_file_is_what_scores(registered: StoredModel) -> None:
    assert AdditiveModel.from_json(registered.text("model.json")) == model_of(registered)
