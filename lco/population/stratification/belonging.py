"""Cells of segments, cohorts and the priority list, with what is left over, so that it is protected too."""

from __future__ import annotations

from collections.abc import Sequence

from lco.population.stratification.cells import Cells, Published
from lco.population.stratification.groups import Group, homes

UNPUBLISHED = "rest/"  # cells counted so that they are protected, and shown to nobody


def add_segments(cells: Cells, found: Sequence[Group], segments: Sequence[str]) -> None:
    """Add ``segment/<id>/<area>``: the segments of an area add up to its people."""
    for segment in segments:
        cells.add(f"segment/{segment}", homes(found, lambda g, s=segment: g.segment == s))  # type: ignore[misc]
    cells.total("population", [f"segment/{segment}" for segment in segments])


def add_cohort(cells: Cells, found: Sequence[Group], cohort: str) -> None:
    """Add ``cohort/<id>/<area>`` and, of those, ``cohort_with_mental_health/<id>/<area>``."""
    key, crossed = f"cohort/{cohort}", f"cohort_with_mental_health/{cohort}"
    outside, without = f"{UNPUBLISHED}outside/{cohort}", f"{UNPUBLISHED}without/{cohort}"
    cells.add(key, homes(found, lambda g: cohort in g.cohorts))
    cells.add(outside, homes(found, lambda g: cohort not in g.cohorts))
    cells.add(crossed, homes(found, lambda g: cohort in g.cohorts and g.has_mental_health_need))
    cells.add(without, homes(found, lambda g: cohort in g.cohorts and not g.has_mental_health_need))
    cells.total("population", [key, outside])
    cells.total(key, [crossed, without])


def add_priority(cells: Cells, found: Sequence[Group]) -> None:
    """Add ``priority/<area>``: who stands on the priority list."""
    cells.add("priority", homes(found, lambda g: g.is_priority))
    cells.add(f"{UNPUBLISHED}priority", homes(found, lambda g: not g.is_priority))
    cells.total("population", ["priority", f"{UNPUBLISHED}priority"])


def take_population(cells: Cells, published: Published) -> None:
    """Take in the people of every area, which segments and cohorts are parts of."""
    cells.take("population", published)
    cells.total("population", [f"tier/{tier}" for tier in ("high", "rising", "low")])
