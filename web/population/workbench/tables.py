"""Lists of the workbench."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lco.population.evaluation.report import DESIGNS, Evaluation
from lco.population.evaluation.verdict import Finding
from lco.population.risk.report import GROUPINGS, Group
from lco.store.figures import Figure
from web.population.charts import shown
from web.population.workbench import measures
from web.population.workbench.models import Sharing
from web.population.workbench.movements import FROM, TO
from web.population.workbench.needs import KINDS
from web.population.workbench.trained import Trained
from web.ui import formats
from web.ui.links import figure_url
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


def _people(tier: str, title: str) -> Column:
    return Column(
        tier,
        title,
        lambda row: row[1].tiers[tier],
        show=lambda row: counted(row[1].tiers[tier]),
        kind="number",
    )


def counted(people: int | None) -> str:
    """Return a count as a page shows it; what is withheld is never a nought."""
    return formats.SUPPRESSED if people is None else formats.number(people)


COUNTS = Table(
    name="cohort-counts",
    caption="By neighbourhood and tier, to the nearest five",
    columns=(
        Column("area", "Neighbourhood", lambda row: row[0]),
        Column(
            "people",
            "People",
            lambda row: row[1].people,
            show=lambda row: counted(row[1].people),
            kind="number",
        ),
        _people("high", "High tier"),
        _people("rising", "Rising tier"),
        _people("low", "Low tier"),
        Column(
            "needs",
            "With a mental health need",
            lambda row: row[1].needs,
            show=lambda row: counted(row[1].needs),
            kind="number",
        ),
        Column(
            "cost",
            "Cost for each person",
            lambda row: row[1].mean_cost_pounds,
            show=lambda row: formats.pounds(row[1].mean_cost_pounds),
            kind="number",
        ),
        Column(
            "risk",
            "Mean risk",
            lambda row: row[1].mean_risk,
            show=lambda row: formats.percent(row[1].mean_risk),
            kind="number",
        ),
    ),
    default_sort="area",
    empty="Nobody of any neighbourhood is counted.",
    per_page=100,
)

COHORTS = Table(
    name="cohorts",
    caption="Saved cohorts",
    columns=(
        Column(
            "title",
            "Cohort",
            lambda cohort: cohort.title,
            link=lambda cohort: reverse("population:cohort", args=[cohort.pk]),
            order_by="title",
        ),
        Column(
            "owner",
            "Owner",
            lambda cohort: cohort.owner.name,
            note=lambda cohort: cohort.organisation.name,
            order_by="owner__name",
        ),
        Column("sharing", "Shared with", lambda cohort: Sharing(cohort.sharing).label, order_by="sharing"),
        Column("saved_at", "Saved", lambda cohort: cohort.saved_at, order_by="saved_at"),
    ),
    default_sort="title",
    empty="No cohort has been saved, and none is shared with you.",
)


def _figure(name: str, title: str, get: Callable[[Any], Figure | None]) -> Column:
    def value(row: Any) -> float | None:
        found = get(row)
        return found.value if found else None

    def link(row: Any) -> str:
        found = get(row)
        return figure_url(found.figure) if found else ""

    return Column(name, title, value, show=lambda row: shown(get(row)), link=link, kind="number")


FLOWS = Table(
    name="movement",
    caption="Every way people moved in a month",
    columns=(
        Column("start", "A month ago", lambda flow: FROM[flow.start]),
        Column("end", "Now", lambda flow: TO[flow.end]),
        _figure("people", "People", lambda flow: flow.figure),
    ),
    empty="Nobody moved.",
    per_page=50,
)

NEEDS = Table(
    name="segments-and-cohorts",
    caption="Segments, cohorts and the priority list, by area",
    columns=(
        Column("title", "Who", lambda need: need.title, note=lambda need: KINDS[need.kind]),
        Column("kind", "What", lambda need: KINDS[need.kind], is_shown=False),
        Column("area", "Area", lambda need: need.area_name),
        _figure("people", "People", lambda need: need.people),
        _figure("needing", "With a mental health need", lambda need: need.needing),
    ),
    empty="No segment and no cohort was counted here.",
    per_page=50,
)
