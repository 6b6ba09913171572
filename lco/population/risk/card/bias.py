"""A check for risk of bias after the four domains of PROBAST, made from facts."""

from __future__ import annotations

from dataclasses import dataclass

from lco.population.risk.card.facts import CardFacts
from lco.population.risk.fit import Fitting
from lco.population.risk.report import Validation

LOW, HIGH, UNCLEAR = "low", "high", "unclear"
# Rules of thumb, for the reviewer to judge: events per predictor in development, events in a validation.
_EVENTS_FOR_EACH = 20
_EVENTS_TO_TRY = 100


@dataclass(frozen=True)
class Judged:
    """The risk of bias in a domain: low, high or unclear, and why."""

    domain: str
    judgement: str
    why: str


def bias_of(fitting: Fitting, validation: Validation, facts: CardFacts) -> tuple[Judged, ...]:
    """Return a judgement of each domain; it helps a reviewer and does not stand in for one."""
    return (_participants(facts), _predictors(validation), _outcome(facts), _analysis(fitting, validation))


def _participants(facts: CardFacts) -> Judged:
    if facts.is_synthetic:
        return Judged("Participants", HIGH, "The people were made up.")
    if facts.index_on is None:
        return Judged("Participants", UNCLEAR, "The data set says who took part; this check does not know.")
    return Judged("Participants", LOW, "Everybody resident on the day, whatever their records say.")


def _predictors(validation: Validation) -> Judged:
    leaked = any("too good to be true" in each for each in validation.alerts)
    if leaked:
        return Judged("Predictors", HIGH, "The c-statistic is too good: a predictor may know the outcome.")
    return Judged("Predictors", LOW, "Declared before fitting and computed from what was recorded before.")


def _outcome(facts: CardFacts) -> Judged:
    return Judged(
        "Outcome",
        UNCLEAR,
        f"{facts.title} is counted from records, the same for all; how fully each provider records it was "
        "not measured.",
    )


def _analysis(fitting: Fitting, validation: Validation) -> Judged:
    predictors = max(fitting.terms, 1)
    each = fitting.events * fitting.fitted / max(fitting.people, 1) / predictors
    if each < _EVENTS_FOR_EACH:
        return Judged(
            "Analysis", HIGH, f"{each:.0f} events for each term fitted: fewer than {_EVENTS_FOR_EACH}."
        )
    if validation.events < _EVENTS_TO_TRY:
        return Judged(
            "Analysis", HIGH, f"{validation.events} events to try it on: fewer than {_EVENTS_TO_TRY}."
        )
    return Judged(
        "Analysis",
        LOW,
        f"{each:.0f} events for each term fitted, {validation.events:,} to try it on; penalised, calibrated "
        "on people held out, nobody left out for missing data.",
    )
