"""Until when somebody has to act on a case: counted when it is read, the same in a page and in a query."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Least, TruncDate
from django.utils import timezone

from lco.teams.workflow import OPEN, STATES, State, StateRule
from web.teams.cases import standards
from web.teams.cases.models import Case, CaseQuerySet


def standing(case: Case, *, on: date) -> StateRule:
    """Return the state a case is in on the day `on`: an active one whose review day has come is due."""
    if case.state == State.ACTIVE and case.review_on is not None and case.review_on <= on:
        return STATES[State.REVIEW_DUE]
    return case.rule


def due_on(case: Case, *, on: date) -> date | None:
    """Return the last day on which somebody can still act in time; None once nobody has to."""
    rule, known = standing(case, on=on), standards.current()
    days = known.days_in(rule.state)
    if not rule.is_open:
        return None
    if rule.state is State.ACTIVE:
        return case.review_on
    since = timezone.localtime(case.state_since).date()
    if rule.state is State.REVIEW_DUE and case.review_on is not None:
        since = case.review_on
    last = since + timedelta(days=days or 0)
    return min(last, case.triage_by) if case.triage_by and rule.state is State.FOUND else last


def with_clock(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """Return `cases` with ``standing`` (the code of the state on the day `on`) and ``due_on``."""
    known = standards.current()
    is_due = Q(state=State.ACTIVE, review_on__lte=on)
    clocks: list[Any] = [
        When(
            is_due | Q(state=State.REVIEW_DUE, review_on__isnull=False),
            then=_later(F("review_on"), known.days_in(State.REVIEW_DUE)),
        ),
        When(state=State.ACTIVE, then=F("review_on")),
        When(state=State.FOUND, then=_sooner(F("triage_by"), _since(known.days_in(State.FOUND)))),
    ]
    clocks += [When(state=state, then=_since(known.days_in(state))) for state in sorted(OPEN)]
    return cases.annotate(
        standing=models.Case(When(is_due, then=Value(State.REVIEW_DUE.value)), default=F("state")),
        due_on=models.Case(*clocks, output_field=DateField()),
    )


def _since(days: int | None) -> Any:
    return _later(TruncDate("state_since"), days)


def _later(day: Any, days: int | None) -> Any:
    moved = ExpressionWrapper(day + Value(timedelta(days=days or 0)), output_field=models.DateTimeField())
    return Cast(moved, DateField())


def _sooner(day: Any, other: Any) -> Any:
    return Least(Coalesce(day, other), other)
