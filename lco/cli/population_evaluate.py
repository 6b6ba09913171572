"""``lco population evaluate``: did it help, against people for whom it was not done."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from lco.cli.say import Refused, console, print_json, progress
from lco.place.pack import load_place
from lco.place.refusal import PackRefused
from lco.population.evaluation.candidates import EvaluationRefused
from lco.population.evaluation.planted import Planting, garden
from lco.population.evaluation.trial import Trial, tried
from lco.records.synthetic.facts import PlaceLacksFacts

_REFUSALS = (PackRefused, EvaluationRefused, PlaceLacksFacts)


def evaluate(
    place: Annotated[str, typer.Argument(help="Place, such as manchester.")] = "manchester",
    *,
    synthetic: Annotated[bool, typer.Option("--synthetic", help="Try it on made-up places.")] = False,
    effect: Annotated[
        float, typer.Option(help="With --synthetic: effect to plant, in per cent, such as -20.")
    ] = 0.0,
    seeds: Annotated[int, typer.Option(min=1, help="With --synthetic: how many places to make.")] = 20,
    people: Annotated[int, typer.Option(help="With --synthetic: residents of each place.")] = Planting.people,
    unseen: Annotated[
        float,
        typer.Option(help="With --synthetic: how much those who choose know that no record shows, 0 to 1."),
    ] = 0.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say whether care helped, against people like those treated; never from a before-after change alone.

    Example: lco population evaluate --synthetic --effect -20 --seeds 100
    """
    if not synthetic:
        raise Refused("Say --synthetic to try the evaluation on made-up places.")
    try:
        grown = garden(load_place(place), Planting(effect_percent=effect, people=people, unseen=unseen))
        with progress() as bar:
            task = bar.add_task("places", total=seeds)
            trial = tried(grown, range(1, seeds + 1), lambda done, _: bar.update(task, completed=done))
    except _REFUSALS as refusal:
        raise Refused(str(refusal)) from refusal
    print_json(_as_json(trial)) if as_json else _say(trial, people)


def _as_json(trial: Trial) -> dict[str, Any]:
    summary = {
        "called_a_saving": trial.called,
        "interval_covers": trial.covered,
        "mean_percent": trial.mean_percent,
        "naive_percent": trial.naive_percents[0],
        "naive_showed_a_fall": trial.naive_called,
        "foreseen_percent": trial.foreseen_percent,
    }
    return asdict(trial) | {"summary": summary}


def _say(trial: Trial, people: int) -> None:
    count = len(trial.seeds)
    first = trial.seeds[0]
    console.print(
        f"{count} made-up places of {people:,} people, planted effect {trial.effect_percent:g}%", style="bold"
    )
    console.print(f"  about {first.treated:,} people treated in each, {first.matched:,} of them matched")
    console.print(f"  interval holds the planted effect   {trial.covered} of {count}")
    console.print(f"  called a saving                     {trial.called} of {count}")
    console.print(f"  mean effect found                   {trial.mean_percent:+.1f}%")
    mean, least, greatest = trial.naive_percents
    console.print("Beside it, before and after alone (never an effect):")
    console.print(f"  mean change of those treated        {mean:+.1f}% ({least:+.1f} to {greatest:+.1f})")
    console.print(f"  would have been called a saving     {trial.naive_called} of {count}")
    console.print(f"  foreseen without any care           {trial.foreseen_percent:+.1f}%")
