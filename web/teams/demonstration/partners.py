"""What others bring to a made-up team: referrals, a decision for somebody, a hand-over, trust, groups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from lco.periods import months_after
from web.accounts.models import Organisation
from web.records.models import Person
from web.teams.assessments.actions import trust
from web.teams.assessments.actions.register import Scope
from web.teams.cases import standards
from web.teams.cases.actions import InBestInterests, Told, decide_best_interests, hand_over, refer, step_down
from web.teams.cases.models import Case, Referrer, Urgency
from web.teams.demonstration.staff import Crew
from web.teams.demonstration.steps import Steps, key_of
from web.teams.queries import today

_QUESTIONNAIRES = ("strengths-based-assessment", "comprehensive-geriatric-assessment")
_REFERRERS = (
    (Referrer.GP, "The practice", "Third fall in two months, and no longer goes out."),
    (Referrer.FAMILY, "The daughter", "Worried: she forgets to eat and the stove was left on."),
    (Referrer.HOSPITAL, "The discharge team", "Goes home on Friday, two carers a day, lives alone."),
    (Referrer.VOLUNTARY, "The lunch club", "Has not come for three weeks; somebody should look in."),
)


def trusted(steps: Steps, crew: Crew) -> None:
    """Let the partners trust the nurse's assessments from long ago."""
    partner = crew.colleagues["social_worker"].organisation
    steps.on(200, lambda: _trust(crew, [partner]))


def referred(steps: Steps, crew: Crew, person: Person) -> Case:
    """Take in a referral of a person now; return the case it opened."""
    referrer, name, reason = steps.chance.choice(_REFERRERS)
    told = Told(
        referrer=referrer,
        referred_by=f"{name}, made up",
        reason=reason,
        received_on=today(),
        is_person_told=True,
        urgency=steps.chance.choice((Urgency.ROUTINE, Urgency.ROUTINE, Urgency.SOON)),
    )
    return refer(by=crew.lead, person=person, team=crew.team, told=told, key=key_of("case", person.pk)).case


def decided_for(crew: Crew, case: Case) -> None:
    """Record a decision in the best interests of somebody who lacks capacity."""
    decision = InBestInterests(
        capacity_found="Could not keep what was offered in mind long enough to weigh it, asked twice.",
        assessed_by=f"{crew.colleagues['social_worker'].name}, social worker",
        assessed_on=today() - timedelta(days=1),
        decision="To be taken on: falls and missed medicines will otherwise end in hospital.",
        consulted="The son, who holds no power of attorney, and the neighbour who helps.",
        least_restrictive="Visits at home can be ended at any time; nothing is done against what is wished.",
        decided_by=f"{crew.lead.name}, team lead",
        decided_on=today(),
    )
    decide_best_interests(by=crew.nurse, case=case, key=key_of("best interests", case.pk), decision=decision)


def stepped_down(crew: Crew, case: Case) -> None:
    """Let somebody step down, by the lead's decision where the test does not hold."""
    step_down(
        by=crew.lead,
        case=case,
        key=key_of("step down", case.pk),
        reason="asked_to",
        is_agreed=True,
        note="Manages well with the group and the neighbour; knows whom to ring.",
        is_override=True,
    )


def offered(steps: Steps, crew: Crew, other: Crew, person: Person) -> None:
    """Offer a case to the other team two days ago; it waits for their answer."""
    steps.on(2, lambda: _offer(crew, other, person))


def _offer(crew: Crew, other: Crew, person: Person) -> None:
    from web.teams.demonstration.caseload import case_of

    hand_over(
        by=crew.lead,
        case=case_of(person),
        to_team=other.team,
        reason="moved_home",
        told="Moved in with the sister on Monday. The next visit is agreed for next week.",
        key=key_of("offer", person.pk),
    )


def _trust(crew: Crew, partners: list[Organisation]) -> Any:
    scope = Scope(
        competence="Framework of the partners, signed off by the matron. Made up.",
        questionnaires=_QUESTIONNAIRES,
        partners=partners,
        starts_on=today(),
        ends_before=months_after(today(), standards.current()["months_delegation"]),
    )
    return trust(by=crew.lead, user=crew.nurse, scope=scope, key=key_of("trust", crew.team.slug))
