"""Lists of models and of evaluations."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from lco.population.evaluation.report import DESIGNS, Evaluation
from lco.population.evaluation.verdict import Finding
from lco.population.risk.report import GROUPINGS, Group
from web.population.workbench import measures
from web.population.workbench.trained import Trained
from web.ui import formats
from web.ui.tables import Column, Table, Tag

FINDINGS = {
    Finding.FEWER: Tag("Fewer", "green", "▼"),
    Finding.MORE: Tag("More", "red", "▲"),
    Finding.NONE_SHOWN: Tag("No effect shown", "grey", "●"),
    Finding.NOT_TRUSTED: Tag("Not to be trusted", "orange", "!"),
    Finding.NOT_COMPARED: Tag("Not compared", "grey", "○"),
}


def _measured(name: str) -> Column:
    def found(group: Group) -> float | None:
        measured = group.measures.get(name)
        return measured.value if measured else None

    return Column(
        name,
        measures.TITLES[name],
        found,
        show=lambda group: measures.written(name, group.measures.get(name)),
        note=lambda group: measures.interval(name, group.measures.get(name)),
        kind="number",
    )


EQUITY = Table(
    name="equity",
    caption="The model by group of people",
    columns=(
        Column("group", "Group", lambda group: group.label, note=lambda group: GROUPINGS[group.by]),
        Column("by", "Grouped by", lambda group: GROUPINGS[group.by], is_shown=False),
        Column("people", "People", lambda group: group.people, show=measures.people, kind="number"),
        Column("events", "Had the event", lambda group: group.events, show=measures.events, kind="number"),
        *(_measured(name) for name in measures.EQUITY),
    ),
    empty="The validation of this model has no groups.",
    per_page=100,
)


def _of_whole(name: str) -> Callable[[Trained], str]:
    def shown(model: Trained) -> str:
        found = model.validation.measures.get(name) if model.validation else None
        return measures.with_interval(name, found)

    return shown


_STATES = {
    "registered": Tag("Registered", "grey", "○"),
    "validated": Tag("Validated", "blue", "◔"),
    "approved": Tag("Approved", "blue", "◑"),
    "live": Tag("Live", "green", "●"),
    "monitored": Tag("Live, monitored", "green", "●"),
    "retired": Tag("Retired", "grey", "×"),
}


def state(model: Trained) -> Tag:
    """Return the state of a model as a word with a colour and a shape."""
    return _STATES.get(model.state, Tag("In the run", "green", "●"))


MODELS = Table(
    name="models",
    caption="Models",
    columns=(
        Column(
            "model",
            "Model",
            lambda model: model.title,
            link=lambda model: reverse("population:model", args=[model.id]),
            note=lambda model: f"{model.id}, of the published run" if model.is_of_run else model.id,
        ),
        Column("id", "Id", lambda model: model.id, is_shown=False),
        Column("state", "State", lambda model: model.state, show=state),
        Column("c_statistic", "C-statistic", _of_whole("c_statistic"), kind="number"),
        Column("expected", "Observed over expected", _of_whole("observed_over_expected"), kind="number"),
        Column(
            "alerts",
            "Alerts",
            lambda model: len(model.validation.alerts) if model.validation else None,
            kind="number",
        ),
    ),
    empty="No model has been trained, so nobody has a foreseen risk.",
)


def _percent(ratio: float) -> str:
    return formats.number(ratio, 2)


def _between(each: Evaluation) -> str:
    return f"{_percent(each.effect.ratio.lower)} to {_percent(each.effect.ratio.upper)}"


EVALUATIONS = Table(
    name="evaluations",
    caption="Evaluations",
    columns=(
        Column(
            "title",
            "What was evaluated",
            lambda each: each.title,
            link=lambda each: reverse("population:evaluation", args=[each.id]),
            note=lambda each: DESIGNS.get(each.design, each.design),
        ),
        Column(
            "finding",
            "Verdict",
            lambda each: FINDINGS[each.verdict.finding].text,
            show=lambda each: FINDINGS[each.verdict.finding],
        ),
        Column(
            "ratio",
            "Ratio of events (1 is no effect)",
            lambda each: each.effect.ratio.value,
            show=lambda each: _percent(each.effect.ratio.value),
            note=_between,
            kind="number",
        ),
        Column("outcome", "What was counted", lambda each: each.outcome_label),
        Column("made_at", "Made", lambda each: each.made_at, show=lambda each: formats.instant(each.made_at)),
    ),
    default_sort="-made_at",
    empty="Nothing has been evaluated yet.",
)
