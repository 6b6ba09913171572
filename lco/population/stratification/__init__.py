"""Figures of who is in which tier, segment and cohort, and who moved: counted together, withheld together."""

from lco.population.stratification.cells import Published
from lco.population.stratification.figures import Release, stratification_figures

__all__ = ["Published", "Release", "stratification_figures"]
