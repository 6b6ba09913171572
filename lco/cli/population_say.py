"""How evaluations, and trials of them, are printed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lco.cli.say import console
from lco.population.evaluation.planted import Planting
from lco.population.evaluation.report import DESIGNS, BeforeAfter, Evaluation
from lco.population.evaluation.trial import Trial


def trial_as_json(trial: Trial) -> dict[str, Any]:
    """Return a trial for a machine to read: what was found in each place, and all together."""
    mean, least, greatest = trial.naive_percents
    summary = {
        "seeds": len(trial.seeds),
        "called_a_saving": trial.called,
        "interval_covers": trial.covered,
        "mean_percent": trial.mean_percent,
        "naive_percent": {"mean": mean, "least": least, "greatest": greatest},
        "naive_showed_a_fall": trial.naive_called,
        "foreseen_percent": trial.foreseen_percent,
    }
    return asdict(trial) | {"summary": summary}


def say_trial(trial: Trial, planting: Planting) -> None:
    """Print how often the method was right, and beside it what a before-after comparison would claim."""
    count, first = len(trial.seeds), trial.seeds[0]
    console.print(
        f"{count} made-up places of {planting.people:,} people, planted effect {trial.effect_percent:g}%",
        style="bold",
    )
    console.print(f"  about {first.treated:,} people treated in each, {first.matched:,} of them matched")
    mean, least, greatest = trial.naive_percents
    rows = (
        ("against matched people", ""),
        ("  interval holds the planted effect", f"{trial.covered} of {count}"),
        ("  called a saving", f"{trial.called} of {count}"),
        ("  mean effect found", f"{trial.mean_percent:+.1f}%"),
        ("before and after alone, which is no effect", ""),
        ("  mean change of those treated", f"{mean:+.1f}% ({least:+.1f} to {greatest:+.1f})"),
        ("  would have been called a saving", f"{trial.naive_called} of {count}"),
        ("  foreseen with no care at all", f"{trial.foreseen_percent:+.1f}%"),
    )
    for label, value in rows:
        console.print(f"  {label:<46}{value}".rstrip(), markup=False)


def say_evaluation(evaluation: Evaluation) -> None:
    """Print an evaluation: verdict first, then what it stands on."""
    console.print(evaluation.title, style="bold", markup=False)
    console.print(evaluation.verdict.sentence, style="bold", markup=False)
    effect = evaluation.effect
    ratio, difference = effect.ratio, effect.per_1000
    started = f" from {evaluation.starts_on}" if evaluation.starts_on else ""
    lines = [
        f"design        {DESIGNS[evaluation.design]}: {evaluation.how}",
        f"followed      {evaluation.follow_up_months} months{started}",
        f"compared      {evaluation.treated:,} {evaluation.counted} treated, {evaluation.comparison:,} "
        f"{effect.comparison}; {evaluation.left_out:,} treated left out",
        f"ratio         {ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f}), 1 is no effect",
        f"difference    {difference.value:+,.0f} ({difference.lower:+,.0f} to {difference.upper:+,.0f}) "
        f"{evaluation.outcome_label} per 1,000 people and year",
        *_before_after(evaluation.before_after),
    ]
    for line in lines:
        console.print(f"  {line}", markup=False)
    for check in evaluation.diagnostics:
        console.print(f"  {'holds' if check.is_met else 'FAILS':<12}  {check.says}", markup=False)
    for caution in evaluation.cautions:
        console.print(f"  {'caution':<12}  {caution}", markup=False)
    if evaluation.id:
        console.print(f"Kept as evaluation {evaluation.id}.", markup=False)


def _before_after(change: BeforeAfter) -> list[str]:
    told = [
        f"before-after  those treated {_change(change.before, change.after)}: this is no effect",
        f"              the comparison {_change(change.comparison_before, change.comparison_after)}",
    ]
    if change.foreseen_after is not None:
        told.append(f"              foreseen with no care {_change(change.before, change.foreseen_after)}")
    return told


def _change(before: float, after: float) -> str:
    percent = "" if before == 0 else f" ({(after / before - 1) * 100:+.1f}%)"
    return f"{before:.2f} to {after:.2f} a year{percent}"
