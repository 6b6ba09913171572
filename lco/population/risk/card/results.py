"""Items 18 to 27 of a model card: openness, people, results, discussion."""

from __future__ import annotations

from lco.population.risk.card.facts import Answer, CardFacts, done, group_said, not_done, said
from lco.population.risk.fit import Fitting
from lco.population.risk.model import AdditiveModel, Weighed
from lco.population.risk.report import GROUPINGS, MEASURES, Validation
from lco.population.risk.terms import Transform


def results_of(
    model: AdditiveModel, fitting: Fitting, validation: Validation, facts: CardFacts
) -> dict[int, Answer]:
    """Return the answers to items 18 to 27."""
    return {
        18: done(
            "Code, definitions and this card are open under the licence of the platform; the model is a file "
            "of named coefficients. Records of people are not shared. There is no protocol and no "
            "registration, and no funding or interest is recorded here."
        ),
        19: not_done("Neither people nor the public took part in making this model."),
        20: done(
            f"{fitting.people:,} people to fit on, {validation.people:,} to try on. "
            f"{_whom_compared(fitting, validation)}"
        ),
        21: done(
            f"Fitted: {fitting.fitted:,} people; held out: {fitting.held_out:,}; {fitting.events:,} events "
            f"among {fitting.people:,}. Tried: {validation.people:,} people, {validation.events:,} events."
        ),
        22: done(_model_in_words(model)),
        23: done(_performance(validation)),
        24: done(_updated(fitting)),
        **_discussion(validation, facts),
    }


def _updated(fitting: Fitting) -> str:
    later = "Later changes are new models; monitoring says when one is due."
    if (fitting.intercept, fitting.slope) == (0.0, 1.0):
        return f"It was not. {later}"
    return (
        f"Intercept and slope were corrected once, on people held out ({fitting.intercept:+.3f}, "
        f"{fitting.slope:.3f}). {later}"
    )


def _whom_compared(fitting: Fitting, validation: Validation) -> str:
    then, now = fitting.events / fitting.people, validation.events / validation.people
    return f"{then:.2%} of the first and {now:.2%} of the second had the event."


def _performance(validation: Validation) -> str:
    overall = "; ".join(
        f"{name} {said(validation.measures, name)}" for name in MEASURES if name in validation.measures
    )
    compared = "; ".join(
        f"{name.replace('_', ' ')} {said(found, 'c_statistic')}"
        for name, found in validation.comparators.items()
    )
    by_group = [
        f"Observed over expected by {GROUPINGS[by].lower()}: {group_said(validation, by)}."
        for by in dict.fromkeys(each.by for each in validation.groups)
    ]
    return " ".join(
        [f"{overall}.", f"C-statistic of the comparators: {compared}." if compared else "", *by_group]
    )


def _model_in_words(model: AdditiveModel) -> str:
    terms = "; ".join(f"{each.coefficient:+.4f} x {_term_in_words(each)}" for each in model.terms)
    return f"Log odds = {model.intercept:.4f}; {terms}. Risk = 1 / (1 + exp(-log odds)). Exact: model.json."


def _term_in_words(each: Weighed) -> str:
    term = each.term
    column = term.feature
    return {
        Transform.LINEAR: column,
        Transform.LOG1P: f"ln(1 + {column})",
        Transform.ABOVE: f"years of {column} above {term.at:g}"
        if column == "age"
        else f"{column} above {term.at:g}",
        Transform.AT_LEAST: f"[{column} at least {term.at:g}]",
        Transform.EQUALS: f"[{column} is {term.at:g}]",
        Transform.BIT: f"[{term.name}]",
        Transform.ABSENT: f"[{column} absent]",
    }[term.transform]


def _discussion(validation: Validation, facts: CardFacts) -> dict[int, Answer]:
    heard = " ".join(validation.alerts) or "No alert was raised."
    made_up = (
        "The people were made up: nothing found here holds of real people, and no local effect can be "
        "learned from them. "
        if facts.is_synthetic
        else ""
    )
    return {
        25: done(f"{heard} A risk says how likely an event is, not whether help would prevent it."),
        26: done(
            f"{made_up}Tried within one place and one later year, not elsewhere. Need never recorded "
            "is not seen. People helped because of the risk have fewer events, which makes a good model look "
            "worse with time. Who dies has no event afterwards, so risks near the end of life are of events, "
            "not of need."
        ),
        27: done(
            "Shown to a person's own team beside impactibility and judgement, with reasons in plain words; "
            f"teams may overrule it and say why. It needs what item 9 lists. {facts.owner or 'Its owner'} "
            "answers for it, and it is watched monthly. Whether its use does people good is to be studied "
            "with a comparison group, never before and after."
        ),
    }
