"""Experience, person and neighbourhood measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from lco.place.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ExperienceMeasure(Fact):
    """A measure, or what people value and a measure must show. Baselines and targets were to be agreed at
    mobilisation and are not printed.

    Fields:
        id: short name
        level: what it is about
        kind: something people value, a statement in the first person, a measure, or a rule on measures
        title: short title
        agreed_by: who settles baseline and target
        note: what a reader should know
    """

    FILE: ClassVar[str] = "experience_measures.csv"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    TITLE: ClassVar[str] = "Experience, person and neighbourhood measures"

    id: str
    level: Literal["experience", "person", "neighbourhood"]
    kind: Literal["valued", "i_statement", "measure", "rule"]
    title: str
    agreed_by: str
    note: str | None = None
