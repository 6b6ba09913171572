"""Items 1 to 17 of a model card: title, introduction, methods."""

from __future__ import annotations

from lco.population.conditions import CATALOGUE
from lco.population.features.declared import FEATURES
from lco.population.risk.card.facts import Answer, CardFacts, done, not_done, said
from lco.population.risk.fit import FEWEST_EVENTS, FEWEST_WITH, HELD_OUT, STRENGTHS, Fitting
from lco.population.risk.measures import THRESHOLDS
from lco.population.risk.model import AdditiveModel
from lco.population.risk.report import GROUPINGS, Validation


def methods_of(
    model: AdditiveModel, fitting: Fitting, validation: Validation, facts: CardFacts
) -> dict[int, Answer]:
    """Return the answers to items 1 to 17."""
    return {
        **_introduction(fitting, validation, facts),
        **_data(validation, facts),
        **_numbers(fitting),
        **_predictors(model, fitting),
        **_analysis(fitting, validation, facts),
    }


def _introduction(fitting: Fitting, validation: Validation, facts: CardFacts) -> dict[int, Answer]:
    return {
        1: done(
            f"Development and temporal validation of a penalised logistic regression for the chance of "
            f"{facts.happens}, in {_whom(facts)}."
        ),
        2: done(
            f"Fitted on {fitting.people:,} people with {fitting.events:,} events, tried on "
            f"{validation.people:,} others or later with {validation.events:,}. C-statistic "
            f"{said(validation.measures, 'c_statistic')}; events observed over expected "
            f"{said(validation.measures, 'observed_over_expected')}; calibration slope "
            f"{said(validation.measures, 'calibration_slope')}. {len(validation.alerts)} alerts."
        ),
        3: done(
            "Neighbourhood teams have time for few people: the risk orders whom they look at first, beside "
            "impactibility and their own judgement. It is not a diagnosis and refuses nobody care. Records "
            "show care that was used, and people in deprived areas and some ethnic groups use less of it for "
            "the same need, so a model of use may underrate them: item 14 says what was looked at."
        ),
        4: done("To fit the model and to try it on later or other people than those it was fitted on."),
    }


def _data(validation: Validation, facts: CardFacts) -> dict[int, Answer]:
    kind = "Made-up records" if facts.is_synthetic else "Linked records"
    return {
        5: done(
            f"{kind} of {facts.place}. {validation.split}"
            + (f" Outcomes are known up to {facts.index_on}." if facts.index_on else "")
        ),
        6: done(
            f"All {_whom(facts)}. Nobody is left out for what they have or had; treatments are part of "
            "the records and were not held apart."
        ),
        7: done(
            "Records were checked on loading, unusable rows put aside and counted. Features are computed "
            "by declared definitions, the same for everybody and for fitting, trying and scoring."
        ),
        8: done(
            f"{facts.title}. {facts.definition}. Who dies or leaves stays counted: what was recorded of them "
            "before counts. The outcome is computed from records, so nobody judged it."
        ),
    }


def _numbers(fitting: Fitting) -> dict[int, Answer]:
    return {
        10: done(
            f"All there were: {fitting.people:,} people, {fitting.fitted:,} of them fitted on and "
            f"{fitting.held_out:,} held out to calibrate"
            + (" after a random draw" if fitting.fitted + fitting.held_out < fitting.people else "")
            + f". At least {FEWEST_EVENTS} events are asked for; there were {fitting.events:,}."
        ),
        11: done(
            "Nothing recorded counts as nothing that happened. A score that does not apply is absent, "
            "not as nought, by the terms of item 22. Nothing was imputed."
        ),
    }


def _predictors(model: AdditiveModel, fitting: Fitting) -> dict[int, Answer]:
    named = [_meaning(name) for name in model.names]
    left_out = ", ".join(_meaning(name) for name in fitting.left_out)
    tail = f" Left out, as fewer than {FEWEST_WITH} people differ in it: {left_out}." if left_out else ""
    return {
        9: done(
            f"{len(named)} declared before fitting, none chosen by what they add: {'; '.join(named)}. "
            f"All were recorded before the index day.{tail}"
        )
    }


def _analysis(fitting: Fitting, validation: Validation, facts: CardFacts) -> dict[int, Answer]:
    grouped = [GROUPINGS[by].lower() for by in dict.fromkeys(each.by for each in validation.groups)]
    return {
        12: done(_regression(fitting, validation, facts)),
        13: done("Nothing was weighted or resampled for rarity, so that risks stay probabilities."),
        14: done(
            f"Measured by {', '.join(grouped)}; people whose group is not known are a group of their own. "
            "Ethnicity and deprivation are for this audit only and never predictors. Item 23 has the results."
        )
        if grouped
        else not_done("The data have no groups to look at."),
        15: done(
            "A probability. The platform sets no threshold of risk: tiers are shares of people ranked by it, "
            f"in the place's own configuration. Net benefit is given from {THRESHOLDS[0]:.0%} to "
            f"{THRESHOLDS[-1]:.0%}."
        ),
        16: done(f"{validation.split} Share with the event: {_share(fitting)} fitted on, "
                 f"{validation.events / validation.people:.1%} tried on."),
        17: not_done(
            "No ethical approval is recorded here. Before it goes live, whoever approves it states the legal "
            "basis, the data protection impact assessment and the clinical safety case in the reason given."
        ),
    }  # fmt: skip


def _regression(fitting: Fitting, validation: Validation, facts: CardFacts) -> str:
    is_corrected = (fitting.intercept, fitting.slope) != (0.0, 1.0)
    corrected = (
        f"and corrected the log odds: {fitting.intercept:+.3f}, then times {fitting.slope:.3f}"
        if is_corrected
        else "; their events were too few to correct the log odds"
    )
    compared = ", ".join(_plain(validation)) + (f" ({facts.boosting})" if facts.boosting else "")
    return (
        f"Ridge regression ({fitting.library}); {1 - HELD_OUT:.0%} fitted on, the rest chose the penalty "
        f"among {len(STRENGTHS)} by deviance (inverse strength {fitting.strength:g}) {corrected}. Counts are "
        "logarithms, age is a line with bends. Measured: discrimination with DeLong's interval, calibration "
        "in the large, slope and by tenths, Brier score, predictive value and sensitivity at 0.5, 1 and 5 "
        f"per cent, net benefit. Compared on the same people with {compared}."
    )


def _share(fitting: Fitting) -> str:
    return f"{fitting.events / fitting.people:.1%}"


def _plain(validation: Validation) -> list[str]:
    return [name.replace("_", " ") for name in validation.comparators] or ["nothing"]


def _whom(facts: CardFacts) -> str:
    return f"residents of {facts.place}" if facts.index_on else f"people of {facts.place}"


def _meaning(name: str) -> str:
    if name in CATALOGUE:
        return CATALOGUE[name].title.lower()
    return FEATURES[name].meaning if name in FEATURES else name.replace("_", " ")
