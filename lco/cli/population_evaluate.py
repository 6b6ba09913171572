"""``lco population evaluate``: did it help, against people for whom it was not done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from lco import engine
from lco.cli import population_options as given
from lco.cli.population_say import say_evaluation, say_trial, trial_as_json
from lco.cli.say import Refused, print_json, progress
from lco.place.pack import load_place
from lco.place.refusal import PackRefused
from lco.population.areas import AreasRefused, areas_of
from lco.population.evaluation.asking import Asking, Ranking, evaluation_of
from lco.population.evaluation.candidates import EvaluationRefused
from lco.population.evaluation.kept import keep
from lco.population.evaluation.outcomes import OUTCOMES
from lco.population.evaluation.planted import Planting, garden
from lco.population.evaluation.report import DESIGNS, Evaluation
from lco.population.evaluation.sets import Matching
from lco.population.evaluation.treated_file import read_treated
from lco.population.evaluation.trial import tried
from lco.population.tables import Records
from lco.records.synthetic.facts import PlaceLacksFacts
from lco.records.tables import TABLES
from lco.store import Store, StoreRefused, open_store
from lco.store.runs import open_run

_REFUSALS = (PackRefused, EvaluationRefused, PlaceLacksFacts, StoreRefused, AreasRefused)
_MEMORY = "4GB"


def evaluate(
    place: given.PlaceId = "manchester",
    *,
    store: given.StoreFolder = None,
    treated: given.TreatedFile = None,
    starts_on: given.StartsOn = None,
    design: given.Design = None,
    outcome: given.OutcomeId = "emergency_admissions",
    months: given.Months = 12,
    title: given.Title = Asking.title,
    caliper: given.Caliper = Matching.caliper,
    controls: given.Controls = Matching.controls,
    run: given.RunId = "published",
    tier: given.Tier = "high",
    synthetic: given.Synthetic = False,
    effect: given.EffectPercent = Planting.effect_percent,
    seeds: given.Seeds = 20,
    people: given.People = Planting.people,
    unseen: given.Unseen = Planting.unseen,
    as_json: given.AsJson = False,
) -> None:
    """Say whether care helped, against people like those treated; never from a before-after change alone.

    With a store and a file of who had the care: one evaluation, kept in STORE/evaluations.
    With --synthetic: the same method tried on made-up places whose effect is known.

    Example: lco population evaluate --synthetic --effect -20 --seeds 100
    """
    try:
        if synthetic:
            _try_out(place, Planting(effect, people, unseen=unseen), seeds, as_json=as_json)
            return
        asking = _asking(treated, starts_on, design, outcome, months, title, Matching(caliper, controls))
        _evaluate(place, store, asking, run=run, tier=tier, as_json=as_json)
    except _REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal


def _try_out(place: str, planting: Planting, seeds: int, *, as_json: bool) -> None:
    grown = garden(load_place(place), planting)
    with progress() as bar:
        task = bar.add_task("made-up places", total=seeds)
        trial = tried(grown, range(1, seeds + 1), lambda done, _: bar.update(task, completed=done))
    print_json(trial_as_json(trial)) if as_json else say_trial(trial, planting)


def _asking(  # noqa: PLR0917 - one argument for each option of the command line
    treated: Path | None,
    starts_on: str | None,
    design: str | None,
    outcome: str,
    months: int,
    title: str,
    matching: Matching,
) -> Asking:
    if treated is None:
        raise Refused("Say --store and --treated to evaluate care given, or --synthetic to try it out.")
    for word, known, what in ((outcome, OUTCOMES, "outcome"), (design, DESIGNS, "design")):
        if word is not None and word not in known:
            raise Refused(f"There is no {what} '{word}': choose {', '.join(known)}.")
    listed = read_treated(treated, starts_on=_day(starts_on))
    return Asking(listed, design, outcome, months, title, matching)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day for --starts-on: write it like 2017-04-01.") from error


def _evaluate(place: str, folder: Path | None, asking: Asking, *, run: str, tier: str, as_json: bool) -> None:
    if folder is None:
        raise Refused("Say --store, the folder of the records that --treated is about.")
    facts, store = load_place(place), open_store(folder, place=place)
    con = engine.connect(memory_limit=_MEMORY, scratch=folder / ".spill")
    tables = {name: store.table(con, name) for name in TABLES}
    records = Records(con, tables, store.codes(con), areas=areas_of(facts).wards)
    if asking.design == "discontinuity":
        asking = _with_ranking(asking, store, con, run, tier)
    made_up = any(batch.kind == "synthetic" for batch in store.batches())
    found = evaluation_of(facts, records, asking, is_synthetic=made_up)
    kept = keep(store.path, found, made_at=datetime.now(UTC))
    _tell(kept, as_json=as_json)


def _tell(evaluation: Evaluation, *, as_json: bool) -> None:
    print_json(evaluation.as_mapping()) if as_json else say_evaluation(evaluation)


def _with_ranking(asking: Asking, store: Store, con: Any, run: str, tier: str) -> Asking:
    """Add the ranked list of a run, with the end of a tier as the cut-off."""
    ranked = open_run(store, run)
    on = asking.treated.first_on
    if ranked.manifest.index_on != on:
        raise Refused(
            f"The run {ranked.run_id} ranks people as of {ranked.manifest.index_on}, the care began on {on}: "
            "choose the run by which people were taken on, with --run."
        )
    people = ranked.table(con, "people").select("person", "rank", "tier")
    rows = con.to_pyarrow(people)
    inside = [
        rank
        for rank, name in zip(*(rows[each].to_pylist() for each in ("rank", "tier")), strict=True)
        if name == tier
    ]
    if not inside:
        raise Refused(f"Nobody is in the tier '{tier}' of the run {ranked.run_id}: choose another --tier.")
    columns = {name: np.asarray(rows[name].to_numpy(), dtype=np.int64) for name in ("person", "rank")}
    return replace(asking, ranking=Ranking(columns["person"], columns["rank"], max(inside)))
