"""What can be done with a case now, and where: read from the table of the workflow."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import NoReverseMatch, reverse

from lco.teams.workflow import OPEN, TRANSITIONS, Act, DoneIn, State, Transition, acts_from
from web.teams.cases.models import Case
from web.teams.cases.rules import has_started
from web.teams.queries import is_lead_of

_PARTS = {DoneIn.ASSESSMENT: "assessments", DoneIn.MEETING: "meetings", DoneIn.PLAN: "plans"}
_BY_FORM = {
    Act.STEP_DOWN: "teams:case_step_down",
    Act.BEST_INTERESTS: "teams:case_best_interests",
    Act.TRANSFER: "teams:case_hand_over",
}


@dataclass(frozen=True)
class Step:
    """One act that is allowed now: its words, its page ("" when there is none yet), and if it comes next."""

    act: Act
    title: str
    href: str
    is_next: bool
    is_ending: bool


def steps_of(case: Case, user: Any) -> list[Step]:
    """Return the acts `user` may do on `case` now, the next first, those that end it last."""
    is_lead = is_lead_of(user, case.team)
    state = State(case.state)
    allowed = [each for each in acts_from(state) if _is_offered(each, is_lead=is_lead)]
    if any(state in each.once_started for each in allowed) and not has_started(case):
        allowed = [each for each in allowed if state not in each.once_started]
    found = [_step(case, each, user) for each in allowed]
    return sorted(found, key=lambda step: (not step.is_next, step.is_ending))


def is_done_here(act: Act) -> bool:
    """Say whether an act has the plain form of a case: a reason, words, and who looks after them."""
    return TRANSITIONS[act].done_in is DoneIn.CASE and act not in _BY_FORM


def _is_offered(rule: Transition, *, is_lead: bool) -> bool:
    return rule.done_in is not DoneIn.CLOCK and (is_lead or not rule.is_for_lead)


def _step(case: Case, rule: Transition, user: Any) -> Step:
    return Step(
        act=rule.act,
        title=rule.title,
        href=_href(case, rule, user),
        is_next=rule.act is case.rule.next_act,
        is_ending=rule.to is not None and rule.to not in OPEN,
    )


def _href(case: Case, rule: Transition, user: Any) -> str:
    if rule.act in _BY_FORM:
        return _address(_BY_FORM[rule.act], case.person_id)
    if rule.done_in is DoneIn.CASE:
        return _address("teams:case_act", case.person_id, rule.act.value)
    return _of_part(case, rule.done_in, user)


def _of_part(case: Case, part: DoneIn, user: Any) -> str:
    """Return the page of another part of the work: that of the person, else that of the team."""
    navigation = import_module(f"web.teams.{_PARTS[part]}.navigation")
    tabs = [(tab, case.person_id) for tab in navigation.PERSON_TABS]
    tabs += [(tab, case.team.slug) for tab in navigation.TEAM_TABS]
    return next((_address(tab.url_name, key) for tab, key in tabs if user.has_perm(tab.permission)), "")


def _address(name: str, *args: Any) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
