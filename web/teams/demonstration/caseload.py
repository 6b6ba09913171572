"""The people of a demonstration's two teams: each at another point of the way, by real acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lco.teams.workflow import Act, State
from web.population.models import Listing
from web.records.models import Person
from web.teams.cases.actions import advance, open_case
from web.teams.cases.models import Case, Source
from web.teams.demonstration.assessing import assess
from web.teams.demonstration.partners import decided_for, referred, stepped_down
from web.teams.demonstration.planning import write_plan
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.plans.actions import start_plan

# How many days ago the last act was, and the acts that led there, after the person was found.
_TO_CONSENT = (Act.INCLUDE, Act.INVITE, Act.AGREE)
_TO_PLAN = (*_TO_CONSENT, Act.ASSESS, Act.AGREE_PLAN)
_TO_CARE = (*_TO_PLAN, Act.START)
_STORIES: tuple[tuple[int, tuple[Act, ...]], ...] = (
    (3, ()),
    (9, ()),
    (31, ()),
    (2, (Act.INCLUDE,)),
    (5, (Act.INCLUDE, Act.INVITE)),
    (17, (Act.INCLUDE, Act.INVITE)),
    (4, _TO_CONSENT),
    (8, (*_TO_CONSENT, Act.ASSESS)),
    (13, (*_TO_CONSENT, Act.ASSESS)),
    (10, (*_TO_CONSENT, Act.ASSESS)),
    (15, (*_TO_CONSENT, Act.ASSESS)),
    (6, (*_TO_CONSENT, Act.ASSESS)),
    (2, _TO_PLAN),
    (20, _TO_CARE),
    (45, _TO_CARE),
    (70, _TO_CARE),
    (3, (*_TO_CARE, Act.FALL_DUE)),
    (1, (*_TO_CARE, Act.REVIEW)),
    (30, (*_TO_CARE, Act.REVIEW, Act.STEP_UP)),
    (12, (Act.INCLUDE, Act.INVITE, Act.DECLINE)),
    (21, (Act.EXCLUDE,)),
    (40, (*_TO_CARE, Act.WITHDRAW)),
    (25, (*_TO_CARE, Act.REVIEW, Act.STEP_DOWN)),
    (11, (Act.INCLUDE, Act.INVITE, Act.BEST_INTERESTS)),
    (33, _TO_CARE),
)
_DAYS_BEFORE = {
    Act.INCLUDE: (4, 24),
    Act.EXCLUDE: (4, 24),
    Act.INVITE: (2, 8),
    Act.AGREE: (3, 12),
    Act.DECLINE: (3, 12),
    Act.ASSESS: (5, 13),
    Act.AGREE_PLAN: (8, 20),
    Act.START: (1, 5),
    Act.REVIEW: (50, 80),
    Act.FALL_DUE: (80, 82),
    Act.STEP_UP: (1, 3),
    Act.STEP_DOWN: (1, 4),
    Act.BEST_INTERESTS: (3, 12),
    Act.WITHDRAW: (40, 70),
}
_REASONS = {
    Act.INCLUDE: ("high_risk", "frail", "changing", "many_services", "after_hospital"),
    Act.EXCLUDE: ("looked_after", "stable"),
    Act.DECLINE: ("not_now", "has_support"),
    Act.STEP_UP: ("crisis", "new_need"),
    Act.WITHDRAW: ("asked_to_stop",),
}
_BY_THE_LEAD = {Act.INCLUDE, Act.EXCLUDE}
_SOURCES = (Source.TIER_LIST, Source.TIER_LIST, Source.TIER_LIST, Source.HOSPITAL_FLAG, Source.REFERRAL)
_QUESTIONNAIRES = ("strengths-based-assessment", "comprehensive-geriatric-assessment")


@dataclass(frozen=True)
class Told:
    """One person of a demonstration and the story told of them."""

    person: Person
    days_ago: int
    acts: tuple[Act, ...]

    @property
    def is_assessed(self) -> bool:
        """Say whether the story ends after the assessment, before a plan."""
        return bool(self.acts) and self.acts[-1] is Act.ASSESS


def stories(listings: Sequence[Listing]) -> list[Told]:
    """Return the story of each person, as many as there are people and stories."""
    return [
        Told(listing.person, days, acts) for listing, (days, acts) in zip(listings, _STORIES, strict=False)
    ]


def tell(steps: Steps, crew: Crew, told: Told) -> None:
    """Put the acts of one person's story among the steps."""
    days = _days(steps, told)
    steps.on(days[0], lambda: _found(steps, crew, told.person))
    for act, day in zip(told.acts, days[1:], strict=True):
        steps.on(day, _doing(steps, crew, told.person, act))


def case_of(person: Person) -> Case:
    """Return the case made up of a person."""
    return Case.objects.select_related("team").filter(person=person).latest("opened_at")


def _days(steps: Steps, told: Told) -> list[int]:
    """Return how many days ago the person was found and each act was done."""
    days = [told.days_ago]
    for act in reversed(told.acts):
        days.append(days[-1] + steps.chance.randint(*_DAYS_BEFORE[act]))
    return days[::-1]


def _found(steps: Steps, crew: Crew, person: Person) -> None:
    source = steps.chance.choice(_SOURCES)
    if source == Source.REFERRAL:
        referred(steps, crew, person)
        return
    open_case(by=crew.lead, person=person, team=crew.team, source=source, key=key_of("case", person.pk))


def _doing(steps: Steps, crew: Crew, person: Person, act: Act) -> Callable[[], Any]:
    if act is Act.ASSESS:
        name = _QUESTIONNAIRES[steps.chance.random() < 0.3]
        return lambda: assess(crew.nurse, person, name, steps.chance)
    if act is Act.AGREE_PLAN:
        return lambda: write_plan(steps, crew, person)
    if act is Act.BEST_INTERESTS:
        return lambda: decided_for(crew, case_of(person))
    if act is Act.STEP_DOWN:
        return lambda: stepped_down(crew, case_of(person))
    if act is Act.START:
        return lambda: start_plan(by=crew.nurse, person=person.pk, key=key_of("start", person.pk))
    return lambda: _advance(steps, crew, person, act)


def _advance(steps: Steps, crew: Crew, person: Person, act: Act) -> None:
    by = crew.lead if act in _BY_THE_LEAD else crew.nurse
    case = case_of(person)
    if State(case.state) is State.REVIEW_DUE and act is Act.FALL_DUE:
        return
    reason = steps.chance.choice(_REASONS[act]) if act in _REASONS else ""
    advance(
        by=None if act is Act.FALL_DUE else by,
        case=case,
        act=act,
        reason=reason,
        key=key_of(act, person.pk),
    )
