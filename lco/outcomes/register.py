"""The register of indicators: every file in ``lco/outcomes/indicators``, found by looking."""

from __future__ import annotations

from functools import cache

from lco.population.definition import Definition, found_in


@cache
def indicators() -> dict[str, Definition]:
    """Return every indicator by id.

    Raises:
        DefinitionRefused: when one of them is incomplete.
    """
    from lco.outcomes import indicators as package

    return found_in(package)
