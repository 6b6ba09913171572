"""Made-up concerns about the safety of adults: one waits, one is being found out about, one has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lco.teams.safeguarding import Answer, rules
from web.records.models import Person
from web.teams.demonstration.caseload import Told
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.queries import today
from web.teams.safeguarding.actions import NextStep, close, decide_on, raise_concern
from web.teams.safeguarding.actions import Told as Report
from web.teams.safeguarding.models import Concern
from web.teams.work.actions import finish_task

_BANK_CARD = Report(
    is_in_danger=False,
    told="She said: 'My nephew keeps my card and brings me what he likes.' The fridge was empty. Made up.",
    words_of="person",
    says="agrees",
    wishes="My card back, and that he still visits me.",
)
_BRUISES = Report(
    is_in_danger=False,
    told="Bruises on both arms. He looked at his son before he answered. Made up.",
    words_of="raiser",
    says="not_asked",
    why_without="His son was in the room the whole time: to ask him there could have put him in danger.",
)
_LEFT_ALONE = Report(
    is_in_danger=True,
    made_safe="999 was rung for the cold and the confusion; a neighbour stays until the evening.",
    told="Found alone in an unheated flat. The carer had not come for two days, the neighbour said. Made up.",
    words_of="other",
    told_by="The neighbour on the same floor",
    says="agrees",
    wishes="Somebody who comes when they said they would.",
)
_NOT_YET = "Not known yet: see him alone and ask"


def concerns(steps: Steps, crew: Crew, told: list[Told]) -> None:
    """Put three concerns about adults who are looked after among the steps, where somebody decides."""
    decider = crew.colleagues.get("social_worker")
    people = [each.person for each in told if len(each.acts) >= 3 and each.person.age >= rules().least_age]
    if decider is None or len(people) < 3:
        return
    ended, found_out, new = people[:3]
    steps.on(40, lambda: _raised(crew.nurse, ended, _LEFT_ALONE))
    steps.on(39, lambda: _decided(decider, ended, True, "Ring the agency; arrange another for now"))
    steps.on(12, lambda: _closed(decider, ended))
    steps.on(9, lambda: _raised(crew.nurse, found_out, _BRUISES))
    steps.on(8, lambda: _decided(decider, found_out, None, "See him alone at the day centre"))
    steps.on(1, lambda: _raised(crew.nurse, new, _BANK_CARD))


def _raised(by: Any, person: Person, report: Report) -> None:
    raise_concern(by=by, person=person.pk, told=report, key=key_of("concern", person.pk))


def _decided(by: Any, person: Person, is_at_risk: bool | None, title: str) -> None:
    answers = {
        "needs": Answer(True, "Needs help every day to wash, dress and eat"),
        "risk": Answer(is_at_risk, _NOT_YET if is_at_risk is None else "Left without care and in the cold"),
        "protect": Answer(True, "Cannot go out or telephone alone"),
    }
    step = NextStep(title=title, owner=by, due_on=today() + timedelta(days=14))
    key = key_of("concern decided", person.pk)
    decide_on(by=by, concern=_of(person), answers=answers, step=step, key=key)


def _closed(by: Any, person: Person) -> None:
    concern = _of(person)
    for each in concern.steps.select_related("task"):
        finish_task(by=by, task=each.task, outcome="Another agency comes since Monday. Made up.")
    said = {"ending": "reduced", "wishes_met": "fully", "note": "She says they come on time. Made up."}
    close(by=by, concern=concern, key=key_of("concern closed", person.pk), **said)


def _of(person: Person) -> Concern:
    return Concern.objects.get(key=key_of("concern", person.pk))
