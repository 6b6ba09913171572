"""How models and validations are printed in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lco.cli.say import console
from lco.population.risk.report import GROUPINGS, MEASURES, Measured, Validation
from lco.store.models import StoredModel

_IN_GROUPS = ("c_statistic", "observed_over_expected", "sensitivity_5")


def print_models(found: Sequence[StoredModel]) -> None:
    """Print a line for each model."""
    if not found:
        console.print("No model is registered yet: fit one with 'lco risk fit'.")
    for each in found:
        last = each.events[-1]
        console.print(
            f"{each.model_id}  {each.state:<10} {last.at:%Y-%m-%d} by {last.by}: {last.why}", markup=False
        )


def print_events(stored: StoredModel) -> None:
    """Print the life of a model."""
    console.print("\nIts life")
    for each in stored.events:
        console.print(f"  {each.at:%Y-%m-%d %H:%M}  {each.state:<10} by {each.by}: {each.why}", markup=False)


def print_validation(found: Validation) -> None:
    """Print what was found when a model was tried."""
    console.print(f"{found.model}", markup=False)
    console.print(f"{found.split}", markup=False)
    what = "people" if found.index_on else "persons' periods"
    console.print(f"{found.people:,} {what}, {found.events:,} with the event\n")
    for name in MEASURES:
        if name in found.measures:
            console.print(f"  {name:<26} {in_words(found.measures[name])}", markup=False)
    print_comparators(found.measures, found.comparators)
    _print_groups(found)
    console.print("\nAlerts" if found.alerts else "\nNo alerts")
    for alert in found.alerts:
        console.print(f"  {alert}", markup=False)


def print_comparators(
    measures: Mapping[str, Measured], comparators: Mapping[str, Mapping[str, Measured]]
) -> None:
    """Print the c-statistic of the model beside those of other ways to rank the same people."""
    console.print("\nThe same people ranked by        c-statistic (95% interval)")
    for name, each in {"this_model": measures, **comparators}.items():
        if "c_statistic" in each:
            said = name.replace("_", " ")
            console.print(f"  {said:<30} {in_words(each['c_statistic'])}", markup=False)


def _print_groups(found: Validation) -> None:
    by = ""
    for group in found.groups:
        if group.by != by:
            by = group.by
            console.print(f"\n{GROUPINGS[by]:<32} people  c-statistic  observed/expected  found in 5%")
        if group.people is None:
            console.print(f"  {group.label:<28} withheld", markup=False)
            continue
        cells = [
            f"{group.measures[name].value:.3f}" if name in group.measures else "-" for name in _IN_GROUPS
        ]
        console.print(
            f"  {group.label:<28} {group.people:>8,}  {cells[0]:>11}  {cells[1]:>17}  {cells[2]:>11}",
            markup=False,
        )


def in_words(found: Measured) -> str:
    """Return a measure with its interval."""
    if found.lower is None or found.upper is None:
        return f"{found.value:.3f}"
    return f"{found.value:.3f} ({found.lower:.3f} to {found.upper:.3f})"
