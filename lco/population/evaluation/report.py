"""What an evaluation found, as one document: effect, diagnostics, verdict. Pages and files are made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from lco.population.evaluation.verdict import Effect, Finding, Verdict
from lco.statistics.intervals import Estimate

DESIGNS: Mapping[str, str] = MappingProxyType(
    {
        "matched": "Matched controls",
        "difference": "Difference in differences",
        "discontinuity": "Discontinuity at the cut-off",
        "stepped_wedge": "Stepped wedge by neighbourhood",
    }
)


@dataclass(frozen=True)
class Balance:
    """One thing known before the start, of those treated and of the comparison.

    Attributes:
        covariate: its name, a column of the features.
        label: its name in words.
        treated, before, after: mean of those treated, of all others, and of those matched.
        difference_before, difference_after: standardised mean differences; below 0.1 either way is wanted.
        variance_ratio: variance of those treated over that of those matched; None when nothing varies.
    """

    covariate: str
    label: str
    treated: float
    before: float
    after: float
    difference_before: float
    difference_after: float
    variance_ratio: float | None


@dataclass(frozen=True)
class Diagnostic:
    """One check of what the design stands on.

    Attributes:
        id: short name, such as ``balance``.
        says: what was found, a sentence with its numbers.
        is_met: whether it holds.
        is_needed: whether the verdict falls when it does not hold.
    """

    id: str
    says: str
    is_met: bool
    is_needed: bool = False


@dataclass(frozen=True)
class BeforeAfter:
    """The change of those treated, beside what the comparison and chance alone did. Rates per person-year.

    Attributes:
        before, after: of those treated.
        comparison_before, comparison_after: of the comparison.
        foreseen_after: what regression to the mean alone foresees for those treated: what people of the
            same counts had one year later in years without the care; None when it cannot be told.
    """

    before: float
    after: float
    comparison_before: float
    comparison_after: float
    foreseen_after: float | None = None

    @property
    def naive_percent(self) -> float | None:
        """Change of those treated alone: never an effect; None when there was nothing before."""
        return None if self.before == 0 else (self.after / self.before - 1) * 100

    @property
    def net_percent(self) -> float | None:
        """Change of those treated against that of the comparison; None where either had nothing."""
        if 0 in (self.before, self.comparison_before, self.comparison_after):
            return None
        own, other = self.after / self.before, self.comparison_after / self.comparison_before
        return (own / other - 1) * 100


@dataclass(frozen=True)
class SeriesPoint:
    """Rates per 1,000 people and year of those treated and of the comparison in one period or bin.

    `at` is where it stands: periods from the start (-1 is the last before), or ranks from the cut-off.
    `treated` or `comparison` is None where there is none, or where it is withheld as small.
    """

    at: float
    label: str
    treated: float | None
    comparison: float | None


@dataclass(frozen=True)
class Evaluation:
    """One evaluation.

    Attributes:
        id: name of its file: place, design and the moment it was made.
        title: what was evaluated, in words.
        place: id of the place; None for made-up data without one.
        is_synthetic: whether the people are made up.
        design: key of `DESIGNS`.
        how: the design in a sentence or two, with its settings.
        outcome: column counted, such as ``emergency_admissions``; `outcome_label` in words, plural.
        starts_on: first day of the follow-up, of the first who began; `follow_up_months` its length.
        treated, comparison: people of each, or neighbourhoods where those are compared; `counted` says which.
        left_out: people treated for whom no comparison was found.
        effect: the effect with its interval.
        before_after: the before-after change, shown only beside the comparison.
        balance: what was alike before; empty for designs without matching.
        diagnostics: checks of the design.
        series: points of a chart.
        verdict: what is concluded.
        cautions: sentences a reader must know.
        made_at: when; None when not kept.
    """

    id: str
    title: str
    place: str | None
    is_synthetic: bool
    design: str
    how: str
    outcome: str
    outcome_label: str
    starts_on: date | None
    follow_up_months: int
    treated: int
    comparison: int
    counted: str
    left_out: int
    effect: Effect
    before_after: BeforeAfter
    balance: tuple[Balance, ...]
    diagnostics: tuple[Diagnostic, ...]
    series: tuple[SeriesPoint, ...]
    verdict: Verdict
    cautions: tuple[str, ...] = ()
    made_at: datetime | None = None

    def to_json(self) -> str:
        """Return the evaluation as JSON; `from_json` reads it back."""
        return json.dumps(self.as_mapping(), indent=1, ensure_ascii=False)

    def as_mapping(self) -> dict[str, Any]:
        """Return the evaluation in plain values, the verdict without a second copy of the effect."""
        plain = asdict(self)
        plain["verdict"] = {"finding": self.verdict.finding.value, "sentence": self.verdict.sentence}
        plain["starts_on"] = self.starts_on.isoformat() if self.starts_on else None
        plain["made_at"] = self.made_at.isoformat() if self.made_at else None
        plain["before_after"]["naive_percent"] = self.before_after.naive_percent
        plain["before_after"]["net_percent"] = self.before_after.net_percent
        return plain

    @classmethod
    def from_json(cls, text: str) -> Evaluation:
        """Read an evaluation written by `to_json`.

        Raises:
            VerdictRefused: when somebody changed the verdict into one that the effect does not allow.
        """
        read: dict[str, Any] = json.loads(text)
        effect = _effect(read["effect"])
        read["effect"] = effect
        read["verdict"] = Verdict(
            Finding(read["verdict"]["finding"]), str(read["verdict"]["sentence"]), effect
        )
        read["starts_on"] = date.fromisoformat(read["starts_on"]) if read["starts_on"] else None
        read["made_at"] = datetime.fromisoformat(read["made_at"]) if read["made_at"] else None
        read["before_after"] = _before_after(read["before_after"])
        read["balance"] = tuple(Balance(**each) for each in read["balance"])
        read["diagnostics"] = tuple(Diagnostic(**each) for each in read["diagnostics"])
        read["series"] = tuple(SeriesPoint(**each) for each in read["series"])
        read["cautions"] = tuple(read["cautions"])
        return cls(**read)


def _effect(read: Mapping[str, Any]) -> Effect:
    return Effect(str(read["comparison"]), Estimate(**read["ratio"]), Estimate(**read["per_1000"]))


def _before_after(read: Mapping[str, Any]) -> BeforeAfter:
    computed = {"naive_percent", "net_percent"}
    return BeforeAfter(**{name: value for name, value in read.items() if name not in computed})
