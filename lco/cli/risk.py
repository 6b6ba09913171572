"""``lco risk``: fit models of predicted risk, look at them, approve them, watch them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from lco import engine
from lco.cli.risk_records import day, training_of
from lco.cli.risk_tables import print_events, print_models, print_validation
from lco.cli.say import Refused, console, print_json
from lco.cli.steps import step
from lco.disclosure import SMALLEST_SHOWN
from lco.place.pack import load_place
from lco.place.refusal import PackRefused
from lco.population.areas import AreasRefused
from lco.population.risk.card import Card
from lco.population.risk.drift import DriftRefused, look
from lco.population.risk.model import ModelRefused
from lco.population.risk.outcome import outcomes
from lco.population.risk.person_period import dataset, read_schema, read_table, rows_of, try_out
from lco.population.risk.registry import move, validation_of
from lco.population.risk.train import train_and_register
from lco.store import Store, StoreRefused, open_store
from lco.store.models import StoredModel, models, open_model

app = typer.Typer(no_args_is_help=True, help="Fit models of predicted risk, approve them, watch them.")

REFUSALS = (ModelRefused, StoreRefused, PackRefused, AreasRefused, DriftRefused, engine.EngineUnavailable)
StoreFolder = Annotated[Path, typer.Option("--store", help="Folder of the place's records and models.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a machine to read.")]
ModelId = Annotated[str, typer.Argument(metavar="MODEL", help="Id of the model: see lco risk list.")]
By = Annotated[str, typer.Option("--by", help="Name of the person who answers for it.")]
Why = Annotated[str, typer.Option("--why", help="The reason, in a sentence.")]
IndexOn = Annotated[
    str | None, typer.Option(help="Day up to which records are whole. Default: the day after the last event.")
]


@app.command("outcomes")
def list_outcomes(is_json: AsJson = False) -> None:
    """List what risks can be predicted of."""
    found = outcomes().values()
    if is_json:
        print_json([{"id": each.id, "title": each.title, "why": each.why} for each in found])
    for each in () if is_json else found:
        console.print(f"{each.id:<26} {each.title}", markup=False)


@app.command("fit")
def fit(  # noqa: PLR0917 - one argument for each option of the command line
    place: Annotated[str, typer.Argument(help="Place to fit a model for, such as manchester.")],
    store: StoreFolder,
    outcome: Annotated[str, typer.Option(help="What to predict: see lco risk outcomes.")] = (
        "emergency_admission"
    ),
    index_on: IndexOn = None,
    by: By = "lco risk fit",
    smallest: Annotated[int, typer.Option("--smallest-shown", min=1)] = SMALLEST_SHOWN,
    is_json: AsJson = False,
) -> None:
    """Fit a model on the people of PLACE two years back, try it on those of the year after, register it.

    It scores nobody until it is approved and taken live.

    Example: lco risk fit manchester --store build/manchester
    """
    if outcome not in outcomes():
        raise Refused(f"There is no outcome '{outcome}': it must be one of {', '.join(outcomes())}.")
    try:
        opened = open_store(store, place=place)
        asked = training_of(load_place(place), opened, outcome=outcome, on=day(index_on), smallest=smallest)
        with step(f"fitting and trying {outcome}"), asked as training:
            stored = train_and_register(opened, training, at=datetime.now(UTC), by=by)
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    _say(stored, is_json=is_json)
    if not is_json:
        console.print(f"Read its card: lco risk card {stored.model_id} --store {store}")


@app.command("validate")
def validate(
    name: Annotated[str | None, typer.Option("--dataset", help="A known data set: randhie.")] = None,
    table: Annotated[
        Path | None, typer.Option(help="CSV or Parquet, a row for each person and period.")
    ] = None,
    schema: Annotated[Path | None, typer.Option(help="TOML or JSON that says which column is what.")] = None,
    seed: Annotated[int, typer.Option(help="Of how people are dealt into parts.")] = 0,
    is_json: AsJson = False,
) -> None:
    """Fit and validate on a table of persons and periods, split by person: real people, or your own file.

    Example: lco risk validate --dataset randhie
    """
    try:
        if name is not None and table is None and schema is None:
            rows, declared = dataset(name)
        elif name is None and table is not None and schema is not None:
            rows, declared = read_table(table), read_schema(schema)
        else:
            raise Refused("Give either --dataset, or --table and --schema.")
        found = try_out(rows_of(rows, declared), declared, seed=seed)
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    if is_json:
        print_json(asdict(found))
        return
    console.print(f"The chance of {declared.happens}. {declared.source}.\n", markup=False)
    print_validation(found)


@app.command("list")
def list_models(store: StoreFolder, is_json: AsJson = False) -> None:
    """List the models of a store and the state each is in."""
    found = models(_opened(store))
    if is_json:
        print_json([_summary(each) for each in found])
    else:
        print_models(found)


@app.command("show")
def show(model: ModelId, store: StoreFolder, is_json: AsJson = False) -> None:
    """Show what was found when MODEL was tried, and its life so far."""
    _say(_model(store, model), is_json=is_json)


@app.command("card")
def card(model: ModelId, store: StoreFolder, is_json: AsJson = False) -> None:
    """Print the card of MODEL as Markdown: every item of TRIPOD+AI, and a check for bias."""
    text = _model(store, model).text("card.json")
    typer.echo(text if is_json else Card.from_json(text).markdown())


@app.command("approve")
def approve(model: ModelId, store: StoreFolder, by: By, why: Why) -> None:
    """Approve MODEL: somebody read its card and answers for its use."""
    _moved(store, model, "approved", by=by, why=why)


@app.command("go-live")
def go_live(model: ModelId, store: StoreFolder, by: By, why: Why) -> None:
    """Take MODEL live: from the next run on it scores everybody."""
    _moved(store, model, "live", by=by, why=why)


@app.command("retire")
def retire(model: ModelId, store: StoreFolder, by: By, why: Why) -> None:
    """Retire MODEL for good: it scores nobody from the next run on."""
    _moved(store, model, "retired", by=by, why=why)


def _moved(store: Path, model: str, state: str, *, by: str, why: str) -> None:
    try:
        stored = move(_opened(store), model, state, at=datetime.now(UTC), by=by, why=why)
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    console.print(f"{stored.model_id} is {stored.state}, by {by}: {why}", markup=False)


@app.command("monitor")
def monitor(
    place: Annotated[str, typer.Argument(help="Place whose live models are watched.")],
    store: StoreFolder,
    index_on: IndexOn = None,
    by: By = "lco risk monitor",
    is_json: AsJson = False,
) -> None:
    """Hold each live model against the newest records: events seen, and whether people look the same."""
    try:
        opened, facts = open_store(store, place=place), load_place(place)
        live = [each for each in models(opened) if each.is_in_use]
        if not live:
            raise Refused(f"No model is live in {store}: take one live with 'lco risk go-live'.")
        for each in live:
            with training_of(facts, opened, outcome=each.outcome, on=day(index_on)) as training:
                found = look(opened, each, training, at=datetime.now(UTC), by=by)
            if is_json:
                print_json(asdict(found))
            else:
                console.print(f"{each.model_id}: {found.in_words()}", markup=False)
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal


def _opened(store: Path) -> Store:
    try:
        return open_store(store)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _model(store: Path, model: str) -> StoredModel:
    try:
        return open_model(_opened(store), model)
    except StoreRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _summary(stored: StoredModel) -> dict[str, Any]:
    return {
        "model": stored.model_id,
        "outcome": stored.outcome,
        "state": stored.state,
        "events": [asdict(each) for each in stored.events],
    }


def _say(stored: StoredModel, *, is_json: bool) -> None:
    try:
        found = validation_of(stored)
    except REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    if is_json:
        print_json({**_summary(stored), "validation": asdict(found)})
        return
    print_validation(found)
    print_events(stored)
