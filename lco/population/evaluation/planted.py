"""Made-up places with a planted effect: what care did is known, so an evaluation can be tried on it.

People, conditions, lasting and passing need and every event come from the maker of synthetic places, anew
for each seed: people chosen after a bad year have a better one by themselves. A team takes people on from
the top of last year's ranking, by a judgement of its own that the ranking does not hold. Each emergency
admission of theirs in the follow-up is then struck out with the planted chance, each by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from lco.place.pack import Place
from lco.population.evaluation.candidates import (
    Candidates,
    Doubles,
    EvaluationRefused,
    Flags,
    Longs,
    Question,
)
from lco.population.evaluation.planted_records import Year, covariates_of, residents_of
from lco.records.synthetic.aims import aims_of
from lco.records.synthetic.arrays import day_number, stream
from lco.records.synthetic.facts import place_facts
from lco.records.synthetic.model import Model, calibrated
from lco.records.synthetic.plan import Plan, planned

_KEY = b"people of planted places are nobody"
_STEP = 3_000_000
_STARTS_ON = date(2017, 4, 1)
_EARLIEST, _ENDS = date(2015, 4, 1), date(2018, 4, 1)
FEWEST_PEOPLE = 10_000


@dataclass(frozen=True)
class Planting:
    """What is planted, and how people are chosen.

    Attributes:
        effect_percent: change in emergency admissions of those treated, -100 to 0.
        people: residents of the place.
        case_found_percent: share of people, from the top of the ranking, that a team looks at.
        taken_percent: share of those that it takes on.
        judgement: spread of the team's own judgement against that of the points among those looked at.
        unseen: how much the judgement follows need in the coming year that no record shows; 0 is none.
    """

    effect_percent: float = 0.0
    people: int = 60_000
    case_found_percent: float = 5.0
    taken_percent: float = 40.0
    judgement: float = 2.0
    unseen: float = 0.0

    def __post_init__(self) -> None:
        if not -100 < self.effect_percent <= 0:
            raise EvaluationRefused(
                f"An effect of {self.effect_percent:g}% cannot be planted: admissions are struck out, "
                "so give a number above -100 and at most 0."
            )
        if self.people < FEWEST_PEOPLE:
            raise EvaluationRefused(
                f"{self.people:,} people are too few to plant an effect in: give {FEWEST_PEOPLE:,} or more."
            )


@dataclass(frozen=True)
class Garden:
    """A calibrated place in which effects are planted, made once; each seed draws its people anew."""

    place: str
    plan: Plan
    model: Model
    planting: Planting

    def question(self) -> Question:
        """Return what is asked of every seed."""
        change = f"{self.planting.effect_percent:g}%"
        return Question(
            title=f"Case management with a planted effect of {change}",
            outcome="emergency_admissions",
            outcome_label="emergency admissions",
            starts_on=_STARTS_ON,
            place=self.place,
            is_synthetic=True,
        )

    def grown(self, seed: int) -> Candidates:
        """Return the people of a seed: their records, those treated, and what happened to them."""
        year = residents_of(replace(self.plan, seed=seed), self.model, start=day_number(_STARTS_ON))
        rng = stream(seed, _STEP)
        treated = _taken_on(rng, year, self.planting)
        after = _struck_out(rng, year.after, treated, -self.planting.effect_percent / 100)
        names, labels, values = covariates_of(year)
        return Candidates(
            is_treated=treated,
            covariates=values,
            names=names,
            labels=labels,
            after=after.astype(np.float64),
            after_years=year.after_years,
            before=year.before.astype(np.float64),
            earlier=year.earlier.astype(np.float64),
            keys=np.zeros(len(year.before), dtype=np.int64),
            unselected=year.unselected,
        )


def garden(place: Place, planting: Planting) -> Garden:
    """Calibrate a place of the planting's size to the figures of `place`.

    Raises:
        PlaceLacksFacts: when the pack has not what people can be made from.
    """
    plan = planned(
        place_facts(place),
        people=planting.people,
        starts=day_number(_EARLIEST),
        ends=day_number(_ENDS),
        years=3,
        seed=1,
        key=_KEY,
    )
    return Garden(place.id, plan, calibrated(plan, aims_of(place)), planting)


def ranking(year: Year) -> Doubles:
    """Return the points that rank people by last year's use: admissions most, then attendances, nights."""
    return np.asarray(
        3.0 * year.before + 1.0 * year.attendances + 0.1 * np.minimum(year.nights, 60) + 0.5 * year.conditions
    )


def _taken_on(rng: np.random.Generator, year: Year, planting: Planting) -> Flags:
    points = ranking(year)
    people = len(points)
    looked_at = np.argsort(-points, kind="stable")[: round(people * planting.case_found_percent / 100)]
    logs = np.log1p(points[looked_at])
    liking = (logs - logs.mean()) / logs.std() + planting.judgement * rng.standard_normal(len(looked_at))
    liking += planting.unseen * year.unseen[looked_at]
    taken = looked_at[np.argsort(-liking)[: round(len(looked_at) * planting.taken_percent / 100)]]
    treated = np.zeros(people, dtype=bool)
    treated[taken] = True
    return treated


def _struck_out(rng: np.random.Generator, counts: Longs, treated: Flags, chance: float) -> Longs:
    left = counts.copy()
    left[treated] = rng.binomial(counts[treated], 1 - chance)
    return left
