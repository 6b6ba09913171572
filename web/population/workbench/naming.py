"""A definition made of what somebody typed: its id comes from its title."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from lco.population.criteria import CohortDefinition, Criteria, read_definition, write_definition
from web.population.workbench.models import SavedCohort

_LONGEST = 60


def definition(*, title: str, why: str, owner: Any, criteria: Criteria) -> CohortDefinition:
    """Return a definition that `owner` answers for.

    Raises:
        CriteriaRefused: when a text cannot be used.
    """
    answers = f"{owner.name}, {owner.organisation.name}"
    return CohortDefinition(identifier(title), title.strip(), why.strip(), answers[:120], criteria)


def unnamed(criteria: Criteria) -> str:
    """Return criteria that nobody named as the text of a definition."""
    return write_definition(CohortDefinition("counted", "Counted", "Counted, not saved", "Nobody", criteria))


def said(cohort: SavedCohort | None) -> dict[str, str]:
    """Return what a saved cohort says about itself, to be changed in a form; nothing for none."""
    if cohort is None:
        return {}
    definition = read_definition(cohort.text)
    return {"title": definition.title, "why": definition.why, "sharing": cohort.sharing}


def identifier(title: str) -> str:
    """Return a title as an id: ``Frail, twice admitted`` becomes ``frail_twice_admitted``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (words if words[:1].isalpha() else f"cohort_{words}".rstrip("_"))[:_LONGEST]
