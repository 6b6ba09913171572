"""Measures the population engine: features, scores and risks of a whole place, beside named peers.

Every figure is measured in a process of its own, one after another, so that memory is its own.
"""

from __future__ import annotations

from pathlib import Path

from lco.cli.benches.population.features import feature_lines
from lco.cli.benches.population.places import Sizes, made
from lco.cli.benches.population.risks import risk_lines
from lco.cli.benches.population.scores import score_lines
from lco.cli.benches.result import BenchResult

FULL = Sizes(people=600_000, many=3_000_000, years=10, rounds=5, sample=20)
QUICK = Sizes(people=3_000, many=9_000, years=3, rounds=1, sample=2)


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Make two places, one five times the other, and measure what a run computes of their people.

    The limits hold for the full sizes; a quick run only shows figures, since starting weighs too much.
    """
    sizes = QUICK if quick else FULL
    one = made(scratch / "one", people=sizes.people, years=sizes.years)
    many = made(scratch / "many", people=sizes.many, years=sizes.years)
    notes: list[str] = []
    lines = [
        *feature_lines(one, many, scratch, sizes, limited=not quick),
        *score_lines(many, scratch, sizes, limited=not quick, notes=notes),
        *risk_lines(many, scratch, sizes, limited=not quick, notes=notes),
    ]
    return BenchResult("population", tuple(lines), notes=tuple(notes))
