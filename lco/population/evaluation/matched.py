"""Matched controls: everybody treated beside people who were as likely to be treated and were not."""

from __future__ import annotations

from lco.population.evaluation.balance import balance_diagnostics, balance_table
from lco.population.evaluation.candidates import Candidates, Doubles, Question
from lco.population.evaluation.concluding import conclude
from lco.population.evaluation.rates import compared
from lco.population.evaluation.regression_to_mean import foreseen_by_counts
from lco.population.evaluation.report import BeforeAfter, Evaluation, SeriesPoint
from lco.population.evaluation.sets import Matching, Sets, pair_up
from lco.population.evaluation.verdict import Effect

COMPARISON = "matched people"
CAUTIONS = (
    "Matching makes people alike in what the records show. If whoever chose them saw more than the records "
    "do, such as somebody about to fall ill, the effect is too small or too large by what they saw.",
)


def evaluate_matched(people: Candidates, question: Question, settings: Matching | None = None) -> Evaluation:
    """Hold those treated against matched people.

    Raises:
        EvaluationRefused: when nobody can be matched or too few had the outcome.
    """
    chosen = settings or Matching()
    paired = pair_up(people, chosen)
    sets = paired.sets
    years = (people.after_years[sets.treated], sets.mean(people.after_years))
    events = (people.after[sets.treated], sets.mean(people.after) + paired.foreseen_difference)
    effect = Effect(COMPARISON, *compared(events, years, outcome=question.outcome_label))
    table = balance_table(people, sets.treated, sets.control, sets.weights)
    treated = int(people.is_treated.sum())
    checks = balance_diagnostics(table, treated=treated, matched=len(sets.treated))
    return conclude(
        question,
        effect,
        checks,
        design="matched",
        how=_how(chosen),
        treated=treated,
        comparison=len(sets.control),
        counted="people",
        left_out=treated - len(sets.treated),
        before_after=_before_after(people, sets, events, years),
        balance=table,
        series=_series(people, sets, events, years),
        cautions=CAUTIONS,
    )


def _how(settings: Matching) -> str:
    return (
        f"Each person treated beside {settings.controls} other{'s' if settings.controls > 1 else ''} with "
        f"the nearest propensity, within {settings.caliper} standard deviations of its log odds, nobody used "
        f"twice, among those foreseen as many events ({settings.bands} bands); what stays unlike is taken "
        "out by a Poisson regression of those not treated; interval by matched sets."
    )


def _rate(events: Doubles, years: Doubles) -> float:
    return float(events.sum() / years.sum())


def _before_after(
    people: Candidates, sets: Sets, events: tuple[Doubles, Doubles], years: tuple[Doubles, Doubles]
) -> BeforeAfter:
    before = people.before[sets.treated]
    foreseen = None
    if people.unselected is not None:
        foreseen = float(foreseen_by_counts(people.unselected, before).mean())
    return BeforeAfter(
        before=float(before.mean()),
        after=_rate(events[0], years[0]),
        comparison_before=float(sets.mean(people.before).mean()),
        comparison_after=_rate(events[1], years[1]),
        foreseen_after=foreseen,
    )


def _series(
    people: Candidates, sets: Sets, events: tuple[Doubles, Doubles], years: tuple[Doubles, Doubles]
) -> tuple[SeriesPoint, ...]:
    points = ((-2.0, "the year before last", people.earlier), (-1.0, "the year before", people.before))
    told = [
        SeriesPoint(at, label, _thousand(values[sets.treated].mean()), _thousand(sets.mean(values).mean()))
        for at, label, values in points
    ]
    after = (_thousand(_rate(events[0], years[0])), _thousand(_rate(events[1], years[1])))
    return (*told, SeriesPoint(0.0, "the follow-up", *after))


def _thousand(rate: float) -> float:
    return float(rate) * 1_000
