"""Made-up wishes about sharing and opt-outs, and one emergency access that waits for its review."""

from __future__ import annotations

from typing import Any

from lco.teams.governance.preferences import Choice
from web.accounts.models import User
from web.accounts.roles import Role
from web.records.models import Person
from web.teams.access.actions import Wish, break_glass, record_opt_out, record_wish
from web.teams.access.models import OptOutKind
from web.teams.demonstration.caseload import Told
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of


def wishes(steps: Steps, crew: Crew, told: list[Told]) -> None:
    """Put a wish about sharing and an opt-out of two people among the steps."""
    people = [each.person for each in told if len(each.acts) >= 3]
    if len(people) > 1:
        steps.on(20, lambda: _wish(steps, crew, people[0]))
        steps.on(15, lambda: _opt_out(steps, people[1]))


def broken(steps: Steps, crew: Crew, person: Person) -> None:
    """Put an emergency access to somebody of another team's people among the steps: yesterday evening."""
    steps.on(
        1,
        lambda: break_glass(
            by=crew.nurse,
            person=person,
            reason="unknown_history",
            note="Found in the street and confused: is there a plan for a crisis? Made up.",
            key=key_of("glass", person.pk),
        ),
        hour=18,
    )


def _wish(steps: Steps, crew: Crew, person: Person) -> None:
    from web.teams.queries import today

    wish = Wish(
        choice=Choice.DO_NOT_SHARE.value,
        starts_on=today(),
        organisations=[crew.colleagues["link_worker"].organisation],
        note="Nothing about my health to the voluntary sector, please.",
    )
    record_wish(by=crew.nurse, person=person, wish=wish, key=key_of("wish", person.pk))


def _opt_out(steps: Steps, person: Person) -> None:
    from web.teams.queries import today

    officer: Any = User.objects.filter(role=Role.PRIVACY_OFFICER, is_active=True).first()
    if officer is None:
        return
    record_opt_out(
        by=officer,
        person=person,
        kind=OptOutKind.STRATIFICATION.value,
        is_out=True,
        said_on=today(),
        source="Letter to the privacy officer, made up",
        key=key_of("opt-out", person.pk),
    )
