"""Made-up care plans: written by several, changed, agreed, with actions shared out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lco.teams.plans.content import Entry, entry, words
from web.records.models import Person
from web.teams.cases.actions import appoint
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.plans.actions import Agreed, add_plan_action, agree_plan, save_section
from web.teams.plans.models import Plan, Way
from web.teams.plans.queries import latest_version
from web.teams.plans.review_dates import latest_review
from web.teams.work.actions import finish_task
from web.teams.work.models import Task

_ABOUT = {
    "most_important": "My own front door, and the garden when the weather is kind.",
    "people_important": "My sister, who rings on Sundays, and next door.",
    "communicate": "Speak to me on my left side. I like things written down.",
    "wellness": "I am up by eight, dressed, and the radio is on.",
    "please_do": "Ring before you come. Ask me, not my daughter.",
    "please_do_not": "Please do not move my things.",
    "support": "Help with the shower twice a week; the rest I do myself.",
}
_CONVERSATION = {
    "involved": "The sister came along; the daughter was told by telephone.",
    "talked_about": "What a good day is, what is harder than last year, what should never happen again.",
    "sharing": "The team, the practice and the sister.",
    "between_reviews": "The nurse rings every second week.",
}
_CONTINGENCY = {
    "signs": "Sleeps in the chair, does not open the curtains.",
    "person_does": "Takes the rescue pack and rings next door.",
    "others_do": "Next door rings the team; the team visits the same day.",
    "contact": "The team by day, 111 by night.",
}
_GOALS = (
    (
        "walk",
        "Walk to the shop on my own again",
        "physical",
        ("I stay in bed", "I sit by the window", "I walk to the gate", "To the corner", "To the shop"),
    ),
    (
        "company",
        "See people twice a week",
        "social",
        ("I see nobody", "I see my nurse", "I go out once a week", "Twice a week", "I bring somebody along"),
    ),
    (
        "sleep",
        "Sleep through most nights",
        "mental",
        ("I hardly sleep", "I wake every hour", "Four hours", "Six hours", "I do not think of it any more"),
    ),
)
# Which goals each of ten plans holds, in turn: six a physical, five a social, four a mental one. Made up, and
# such that the twenty plans of a demonstration are enough for the report of parity to show all three shares.
_CHOSEN = (
    ("walk",),
    ("walk", "company"),
    ("sleep",),
    ("walk", "sleep"),
    ("company",),
    ("walk", "company"),
    ("sleep",),
    ("walk",),
    ("walk", "company", "sleep"),
    ("company",),
)
_LEVELS = ("level_m2", "level_m1", "level_0", "level_p1", "level_p2")
_ACTIONS = (
    ("walk", "Visit to look at the stairs and order a rail", "social_worker"),
    ("walk", "Strength and balance exercises, first appointment", "nurse"),
    ("company", "Go along to the first meeting of a group", "link_worker"),
    ("sleep", "Look through the medicines together", "pharmacist"),
)


def write_plan(steps: Steps, crew: Crew, person: Person) -> None:
    """Write a plan, change it once, name who coordinates, agree it, and share out what is to be done."""
    chosen = _CHOSEN[Plan.objects.count() % len(_CHOSEN)]
    goals = tuple(each for each in _GOALS if each[0] in chosen)
    _save(crew.nurse, person, "about_me", words(_ABOUT))
    _save(crew.nurse, person, "goals", tuple(_goal(*each) for each in goals[:1]))
    _save(crew.colleagues["social_worker"], person, "conversation", words(_conversation(steps)))
    _save(crew.nurse, person, "contingency", words(_CONTINGENCY))
    _save(crew.nurse, person, "goals", tuple(_goal(*each) for each in goals))
    from web.teams.demonstration.caseload import case_of

    appoint(by=crew.nurse, case=case_of(person), coordinator=crew.nurse, lead_professional=crew.lead,
            key=key_of("appointed", person.pk))  # fmt: skip
    _agree(steps, crew, person)
    _share_out(steps, crew, person, {each[0] for each in goals})


def _conversation(steps: Steps) -> dict[str, str]:
    from web.teams.queries import today

    return {**_CONVERSATION, "talked_on": (today() - timedelta(days=steps.chance.randint(1, 5))).isoformat()}


def _save(by: Any, person: Person, section: str, entries: tuple[Entry, ...]) -> None:
    latest = latest_version(person.pk)
    number = latest.number if latest else 0
    key = key_of("plan", person.pk, section, number)
    save_section(by=by, person=person.pk, section=section, entries=entries, base=number, key=key)


def _goal(id: str, wish: str, kind: str, levels: tuple[str, ...]) -> Entry:
    told = {"words": wish, "kind": kind, "weight": "2", "baseline": "-1"}
    return entry(id, {**told, **dict(zip(_LEVELS, levels, strict=True))})


def _agree(steps: Steps, crew: Crew, person: Person) -> None:
    from web.teams.demonstration.caseload import case_of
    from web.teams.queries import today

    latest, last_day = latest_version(person.pk), latest_review(case_of(person), from_day=today())
    agreed = Agreed(
        way=Way.IN_PERSON,
        who="the person and their sister",
        done_on=today(),
        review_on=min(today() + timedelta(weeks=steps.chance.randint(8, 11)), last_day),
    )
    number = latest.number if latest else 0
    agree_plan(by=crew.nurse, person=person.pk, number=number, agreed=agreed, key=key_of("agreed", person.pk))


def _share_out(steps: Steps, crew: Crew, person: Person, goals: set[str]) -> None:
    from web.teams.queries import today

    agreed_on, ago = today(), (steps.today - today()).days
    for number, (goal, title, doer) in enumerate(each for each in _ACTIONS if each[0] in goals):
        days = steps.chance.randint(7, 35)
        task = add_plan_action(
            by=crew.nurse,
            person=person.pk,
            goal=goal,
            title=title,
            due_on=agreed_on + timedelta(days=days),
            owner=crew.colleagues.get(doer, crew.nurse),
            key=key_of("action", person.pk, number),
        )
        done = ago - days + steps.chance.choice((1, 2, 2, 3, -4))
        if done > 0 and steps.chance.random() < 0.9:
            steps.on(done, _finishing(task))


def _finishing(task: Task) -> Any:
    return lambda: finish_task(by=task.owner, task=task, outcome="Done as agreed.")
