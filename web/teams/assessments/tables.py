"""Lists of questionnaires, of their answers, and of trusted assessors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lco.teams.questionnaires.answering import in_words
from lco.teams.questionnaires.items import Item, Questionnaire
from web.teams.assessments.keeping import answers_of
from web.teams.assessments.models import Assessment, Assessor
from web.teams.queries import today
from web.ui.tables import Column, Table, Tag

_SHOWN = 4


@dataclass(frozen=True)
class Kept:
    """A questionnaire with how often it was asked to its end."""

    questionnaire: Questionnaire
    asked: int


QUESTIONNAIRES = Table(
    name="questionnaires",
    caption="Questionnaires",
    columns=(
        Column(
            "title",
            "Questionnaire",
            lambda row: row.questionnaire.title,
            link=lambda row: reverse("teams:assessment_questionnaire", args=[row.questionnaire.name]),
            note=lambda row: row.questionnaire.about,
        ),
        Column("version", "Version", lambda row: row.questionnaire.version),
        Column("questions", "Questions", lambda row: len(row.questionnaire.questions), kind="number"),
        Column("asked", "Finished here", lambda row: row.asked, kind="number"),
        Column("owner", "Kept by", lambda row: row.questionnaire.owner),
    ),
    default_sort="title",
    empty="No questionnaire can be asked. Put one into the folder of questionnaires.",
)


def state_of(row: Assessor) -> Tag:
    """Return in words and shape whether a delegation holds today."""
    day = today()
    if row.holds(day):
        return Tag("Holds", "green", "✓")
    return Tag("Ended", "grey", "×") if row.ends_before <= day else Tag("Begins later", "blue", "…")


def assessors_table(titles: dict[str, str], cohorts: dict[str, str]) -> Table:
    """Return the list of the register; `titles` are those of questionnaires, `cohorts` those of cohorts."""
    return Table(
        name="trusted_assessors",
        caption="Trusted assessors",
        columns=(
            Column(
                "name",
                "Assessor",
                lambda row: row.user.name,
                link=lambda row: reverse("teams:assessment_assessor", args=[row.pk]),
                note=lambda row: row.user.organisation.name,
                order_by="user__name",
            ),
            Column(
                "scope",
                "For",
                lambda row: _named(row.questionnaires, titles),
                note=lambda row: _named(row.cohorts, cohorts) or "Everybody",
            ),
            *_AGREED,
        ),
        default_sort="name",
        empty="Nobody is trusted to assess for partners yet. Add somebody whom partners agreed to trust.",
    )


def _named(ids: Iterable[str], known: dict[str, str]) -> str:
    return "; ".join(known.get(each, each) for each in ids)


_AGREED = (
    Column("partners", "Accepted by", lambda row: "; ".join(each.name for each in row.partners.all())),
    Column("starts_on", "From", lambda row: row.starts_on, order_by="starts_on"),
    Column("ends_before", "Ends on", lambda row: row.ends_before, order_by="ends_before"),
    Column("state", "State", lambda row: state_of(row).text, show=state_of),
)


def answers_table(questionnaire: Questionnaire, items: Iterable[Item]) -> Table:
    """Return the list of finished assessments by one questionnaire: no name, and of free words none."""
    asked = tuple(items)
    shown = [item.link_id for item in asked if not item.kind.is_written][:_SHOWN]
    return Table(
        name="answers",
        caption=f"Answers to {questionnaire.title}",
        columns=(
            Column("finished_on", "Finished on", _finished_on, order_by="finished_at"),
            Column("version", "Version", lambda row: row.questionnaire.version, order_by="questionnaire"),
            Column(
                "organisation",
                "Organisation",
                lambda row: row.organisation.name,
                order_by="organisation__name",
            ),
            Column("standing", "Standing", lambda row: row.get_standing_display(), order_by="standing"),
            *(
                _answer_column(place, item, is_shown=item.link_id in shown)
                for place, item in enumerate(asked)
            ),
        ),
        default_sort="-finished_on",
        empty="Nobody of your teams was asked this to its end yet.",
    )


def _finished_on(row: Assessment) -> Any:
    return timezone.localtime(row.finished_at).date() if row.finished_at else None


def _answer_column(place: int, item: Item, *, is_shown: bool) -> Column:
    return Column(f"a{place}", item.title, lambda row: _said(item, row), is_shown=is_shown)


def _said(item: Item, row: Assessment) -> Any:
    values = answers_of(row).get(item.link_id, ())
    if not values:
        return None
    # Free words may name somebody: the file says only that there are some.
    closed = [value for value in values if not item.kind.is_written and _is_listed(item, value)]
    if len(closed) < len(values):
        return "Words, not in this file"
    if len(closed) == 1 and not item.kind.has_options:
        return closed[0]
    return "; ".join(in_words(item, value) for value in closed)


def _is_listed(item: Item, value: Any) -> bool:
    return (
        not item.kind.has_options or not isinstance(value, str) or any(value == o.value for o in item.options)
    )
