"""From a store and a file of who had the care to an evaluation, by the design that fits the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lco.place.facts.lsoas import Lsoa
from lco.place.pack import Place
from lco.population.areas import areas_of
from lco.population.evaluation.candidates import EvaluationRefused, Longs, Question
from lco.population.evaluation.difference import evaluate_difference
from lco.population.evaluation.discontinuity import Ranked, distance_of_rank, evaluate_discontinuity
from lco.population.evaluation.from_records import Asked, gathered, refuse_unrecorded
from lco.population.evaluation.matched import COMPARISON, evaluate_matched
from lco.population.evaluation.outcomes import OUTCOMES, YEAR_DAYS, followed
from lco.population.evaluation.panels import beginning_of, panel_of_neighbourhoods, panel_of_people
from lco.population.evaluation.report import Evaluation
from lco.population.evaluation.sets import Matching
from lco.population.evaluation.stepped_wedge import evaluate_stepped_wedge
from lco.population.evaluation.treated_file import Treated
from lco.population.tables import Records

OF_PEOPLE = ("matched", "difference", "discontinuity")
OF_NEIGHBOURHOODS = ("difference", "stepped_wedge")


@dataclass(frozen=True)
class Ranking:
    """People in order of rank, as a run published them: pseudonyms, ranks, and the last rank inside."""

    person: Longs
    rank: Longs
    last: int


@dataclass(frozen=True)
class Asking:
    """What is asked.

    Attributes:
        treated: who had the care since when.
        design: key of `report.DESIGNS`; the one that fits the file when None.
        outcome: key of `outcomes.OUTCOMES`.
        months: length of the follow-up.
        title: what is evaluated, in words.
        matching: how people are matched.
        ranking: the list the cut-off is on, for a discontinuity.
    """

    treated: Treated
    design: str | None = None
    outcome: str = "emergency_admissions"
    months: int = 12
    title: str = "Care given to the people of the file"
    matching: Matching = field(default_factory=Matching)
    ranking: Ranking | None = None


def evaluation_of(place: Place, records: Records, asking: Asking, *, is_synthetic: bool) -> Evaluation:
    """Evaluate what is asked from the records of a place.

    Args:
        place: facts of the place, for its areas and their deprivation.
        records: its records.
        asking: what is asked.
        is_synthetic: whether the people are made up.

    Raises:
        EvaluationRefused: when it cannot be done, with what to do.
    """
    design = _design(asking)
    asked = Asked(asking.outcome, asking.months, deprivation_of(place))
    treated = asking.treated
    refuse_unrecorded(records, asked, treated.first_on, treated.last_on)
    question = Question(
        title=asking.title,
        outcome=asking.outcome,
        outcome_label=OUTCOMES[asking.outcome].label,
        follow_up_months=asking.months,
        starts_on=treated.first_on,
        place=place.id,
        is_synthetic=is_synthetic,
    )
    if treated.neighbourhoods:
        return _of_neighbourhoods(place, records, asking, asked, question, design=design)
    if design == "discontinuity":
        return _at_the_cut_off(records, asking, question)
    found = gathered(records, treated.people, asked)
    if design == "matched":
        return evaluate_matched(found.people, question, asking.matching)
    panel = panel_of_people(found, asking.matching, months=asking.months)
    return evaluate_difference(panel, question, comparison=COMPARISON, counted="people")


def deprivation_of(place: Place) -> Mapping[str, int]:
    """Return the fifth of England's small areas of each small area of a place, 1 most deprived."""
    return {row.lsoa: (row.imd_2019_decile + 1) // 2 for row in place.rows(Lsoa)}


def _design(asking: Asking) -> str:
    treated = asking.treated
    known: tuple[str, ...]
    if treated.people:
        known, otherwise, what = OF_PEOPLE, "matched", "people"
    else:
        several = len(set(treated.neighbourhoods.values())) > 1
        known, otherwise = OF_NEIGHBOURHOODS, "stepped_wedge" if several else "difference"
        what = "neighbourhoods"
    design = asking.design or otherwise
    if design not in known:
        raise EvaluationRefused(
            f"The design '{design}' does not fit a file of {what}: choose {' or '.join(known)}."
        )
    return design


def _of_neighbourhoods(
    place: Place, records: Records, asking: Asking, asked: Asked, question: Question, *, design: str
) -> Evaluation:
    begun = beginning_of(asking.treated.neighbourhoods, areas_of(place).neighbourhoods)
    panel = panel_of_neighbourhoods(records, begun, asked)
    if design == "stepped_wedge":
        return evaluate_stepped_wedge(panel, question)
    return evaluate_difference(
        panel, question, comparison="the other neighbourhoods", counted="neighbourhoods"
    )


def _at_the_cut_off(records: Records, asking: Asking, question: Question) -> Evaluation:
    ranking, starts = asking.ranking, set(asking.treated.people.values())
    if ranking is None or len(starts) != 1:
        raise EvaluationRefused(
            "A discontinuity needs the ranked list of one run and one start for everybody: "
            "say --run, and give no other days than --starts-on."
        )
    on = starts.pop()
    days = round(asking.months * YEAR_DAYS / 12)
    events = followed(records, ranking.person, on, asking.outcome, days=days)
    people = Ranked(
        distance=distance_of_rank(ranking.rank, ranking.last),
        is_rank=True,
        is_treated=np.isin(ranking.person, np.array(list(asking.treated.people))),
        after=events.counted(0, days),
        years=events.years(0, days),
        before=events.counted(-YEAR_DAYS, 0),
    )
    return evaluate_discontinuity(people, question)
