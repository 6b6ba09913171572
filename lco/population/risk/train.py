"""From records to a registered model: fit on one year, try on the next, write down everything.

    fitted on      risks of two years before the index day, what happened in the year after
    validated on   risks of one year before the index day, what happened in the year up to it

So the model is tried on days later than any it has seen, as it will be used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import numpy as np
from ibis.expr.types import Table

from lco.disclosure import SMALLEST_SHOWN
from lco.periods import twelve_months_before
from lco.place.facts.tier_points import TierPoint
from lco.population.neighbourhoods import placed, residents
from lco.population.risk.arrays import People, every_predictor, plain_columns, read_people
from lco.population.risk.baseline import baseline_of
from lco.population.risk.boosting import fit_boosting
from lco.population.risk.card import CardFacts, card_of
from lco.population.risk.fit import Fitting, fit
from lco.population.risk.groups import groupings_of
from lco.population.risk.leakage import refuse_leaks
from lco.population.risk.model import AdditiveModel
from lco.population.risk.outcome import outcomes
from lco.population.risk.predictors import predictors
from lco.population.risk.registry import move
from lco.population.risk.report import Validation
from lco.population.risk.validate import validate
from lco.population.tables import Records
from lco.store import Store
from lco.store.models import ModelEvent, StoredModel, add_model

Array = np.ndarray
MOST_BOOSTED = 100_000  # trees take far longer than the regression and are only a comparator
FeaturesOf = Callable[[Records, date], Table]


@dataclass(frozen=True)
class Training:
    """What a model is fitted and tried on.

    Attributes:
        records: the records of the place.
        features_of: computes `person` and the features of each resident on a day.
        index_on: day up to which outcomes are known; both years end by it.
        outcome: id of the outcome.
        place: name of the place, for the card.
        names: area to its name.
        rules: the place's points, a comparator; none leaves it out.
        is_synthetic: whether people in the records were made up.
        smallest: smallest count of a group that is shown.
        seed: of everything random.
        has_leakage_check: whether features are held against the records as they stood the day before.
    """

    records: Records
    features_of: FeaturesOf
    index_on: date
    outcome: str = "emergency_admission"
    place: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[TierPoint] = ()
    is_synthetic: bool = False
    smallest: int = SMALLEST_SHOWN
    seed: int = 0
    has_leakage_check: bool = True

    @property
    def validated_on(self) -> date:
        """Day of the risks that are tried: a year before the index day."""
        return twelve_months_before(self.index_on).starts_on

    @property
    def fitted_on(self) -> date:
        """Day of the risks that are fitted: two years before the index day."""
        return twelve_months_before(self.validated_on).starts_on

    def people(self, on: date) -> People:
        """Return residents of a day with their features, and what happened in the year after."""
        features = self.features_of(self.records, on)
        happened = outcomes()[self.outcome].compute(self.records, on)
        columns = [name for name in features.columns if name != "person"]
        return read_people(self.records.con, features, happened, columns=columns)


@dataclass(frozen=True)
class Trained:
    """A model that was fitted and tried, not yet registered."""

    model: AdditiveModel
    fitting: Fitting
    validation: Validation
    files: Mapping[str, str]


def train_and_register(store: Store, training: Training, *, at: datetime, by: str) -> StoredModel:
    """Fit a model, try it on the year after, and register both: it is then to be approved.

    Args:
        store: where the model goes.
        training: what it is fitted and tried on.
        at: the present instant.
        by: who does it.

    Raises:
        ModelRefused: when a feature leaks, there are too few events, or a library is missing.
        StoreRefused: when the same model is registered already.
    """
    trained = train(training)
    found = trained.validation
    model_id = trained.model.id
    why = f"Fitted on {trained.fitting.people:,} people of {training.fitted_on}"
    add_model(store, model_id, trained.files, ModelEvent("registered", at, by, f"{why}."))
    c = found.measures["c_statistic"].value if "c_statistic" in found.measures else None
    said = "" if c is None else f", c-statistic {c:.3f}"
    tried = f"Tried on {found.people:,} people of {training.validated_on}{said}; {len(found.alerts)} alerts."
    return move(store, model_id, "validated", at=at, by=by, why=tried)


def train(training: Training) -> Trained:
    """Fit a model and try it, without a store; see `train_and_register`."""
    if training.has_leakage_check:
        refuse_leaks(training.records, training.validated_on, training.features_of)
    fitted_on, tried = training.people(training.fitted_on), training.people(training.validated_on)
    terms = predictors(training.outcome)
    model, fitting = fit(fitted_on, terms, model_id="", outcome=training.outcome, seed=training.seed)
    model = replace(model, id=_id_of(model, training.index_on))
    boosted = _boosted(fitted_on, tried, training.seed)
    validation = _validated(training, model, tried, boosted)
    files = {
        "model.json": model.to_json(),
        "card.json": card_of(model, fitting, validation, _facts(training, boosted[0])).to_json(),
        "validation.json": validation.to_json(),
        "baseline.json": baseline_of(model, tried.columns, on=training.validated_on).to_json(),
    }
    return Trained(model, fitting, validation, files)


def _facts(training: Training, boosting: str) -> CardFacts:
    outcome = outcomes()[training.outcome]
    return CardFacts(
        place=training.place,
        title=outcome.title,
        happens=outcome.details["happens"],
        definition=outcome.source,
        fitted_on=training.fitted_on,
        validated_on=training.validated_on,
        index_on=training.index_on,
        is_synthetic=training.is_synthetic,
        boosting=boosting,
        owner=outcome.owner,
    )


def _id_of(model: AdditiveModel, index_on: date) -> str:
    """Return an id that says outcome, day and, in eight hex digits, everything the model weighs."""
    digest = hashlib.sha256(model.to_json().encode()).hexdigest()
    return f"{model.outcome}-{index_on}-{digest[:8]}"


def _boosted(fitted: People, tried: People, seed: int) -> tuple[str, Array]:
    """Return the library of the boosted trees and the probabilities they give the people tried."""
    drawn = np.random.default_rng(seed).permutation(len(fitted))[:MOST_BOOSTED]
    some = fitted.only(np.sort(drawn)) if len(fitted) > MOST_BOOSTED else fitted
    features = [name for name in every_predictor() if name in fitted.columns]
    trees = fit_boosting(plain_columns(some.columns, features)[0], some.happened, seed=seed)
    library = f"{trees.library}, grown on {len(some):,} people"
    return library, trees.probability(plain_columns(tried.columns, features)[0])


def _validated(
    training: Training, model: AdditiveModel, tried: People, boosted: tuple[str, Array]
) -> Validation:
    comparators: dict[str, Array] = {"gradient_boosting": boosted[1]}
    if training.rules:
        comparators["points"] = points_of(tried.columns, training.rules)
    comparators["prior_spend"] = tried.columns["cost_pence"]
    comparators["prior_emergency_admissions"] = tried.columns["emergency_admissions"]
    return validate(
        model.probability_of(tried.columns),
        tried.happened,
        model=model.id,
        outcome=training.outcome,
        index_on=training.validated_on,
        split=(
            f"Fitted on residents of {training.fitted_on}, tried on residents of {training.validated_on} "
            "and what happened in the twelve months after: later than anything it was fitted on."
        ),
        groupings=groupings_of(
            tried.columns, neighbourhoods=_neighbourhoods(training, tried), names=training.names
        ),
        comparators=comparators,
        smallest=training.smallest,
    )


def points_of(columns: Mapping[str, Array], rules: Sequence[TierPoint]) -> Array:
    """Return the points of the place's first score from features."""
    total = np.zeros(len(next(iter(columns.values()))))
    for rule in rules:
        total += np.minimum(columns[rule.measure] * float(rule.points), float(rule.at_most))
    return total


def _neighbourhoods(training: Training, tried: People) -> list[str | None]:
    records: Records = training.records
    people = placed(residents(records, training.validated_on), records).select("person", "neighbourhood")
    rows: Any = records.con.to_pyarrow(people.order_by("person"))
    places = np.searchsorted(rows["person"].to_numpy(), tried.person)
    found: list[str | None] = rows["neighbourhood"].take(places).to_pylist()
    return found
