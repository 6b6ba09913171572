"""All reads of cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from lco.teams.workflow import State
from web.population.models import Listing, Movement, Tier
from web.teams.cases.clock import with_clock
from web.teams.cases.models import Case, CaseQuerySet, HospitalFlag, Referral, Source
from web.teams.judgements import with_judgements
from web.teams.models import Team
from web.teams.queries import members_of, people_of, teams_of, today

# Before this much is known of them, people are in the queue and not on the caseload.
IN_QUEUE = (State.FOUND,)
_FLAGS_WAITING = HospitalFlag.objects.filter(is_current=True, case=None)
_JUDGED_HIGHER = Q(judged_tier=Tier.HIGH) & ~Q(tier=Tier.HIGH) | Q(judged_tier=Tier.RISING, tier=Tier.LOW)


_TOLD = (
    "hospital_flags",
    "referrals__made_by",
    "best_interests__made_by",
    "hand_overs__to_team",
    "hand_overs__offered_by",
    "hand_overs__answered_by",
)


def cases_seen_by(user: Any) -> CaseQuerySet:
    """Return the cases of the teams `user` belongs to today, and of those `user` covers today."""
    from web.teams.staff.queries import covered_cases

    own = Q(team__in=teams_of(user)) | covered_cases(user)
    return Case.objects.filter(own).select_related("person", "team")


def open_case_of(person: int) -> Case | None:
    """Return the open case of a person, or None."""
    cases = Case.objects.open().filter(person=person)
    return cases.select_related("person", "team", "coordinator", "lead_professional").first()


def cases_of(person: int) -> Sequence[Case]:
    """Return every case of a person, newest first, with what was done on each."""
    cases = Case.objects.filter(person=person).order_by("-opened_at", "-pk")
    shown = cases.select_related("person", "team", "coordinator", "lead_professional", "opened_by")
    return list(shown.prefetch_related("events__by", "events__team", *_TOLD))


def caseload(cases: CaseQuerySet) -> CaseQuerySet:
    """Keep the open cases past triage, with their clock and the people who act."""
    found = cases.open().exclude(state__in=IN_QUEUE)
    return with_clock(found.select_related("person", "team", "coordinator", "lead_professional"), on=today())


def queue(cases: CaseQuerySet) -> CaseQuerySet:
    """Keep the cases that wait for triage, with their clock and all that speaks for looking at them."""
    found = cases.open().filter(state__in=IN_QUEUE).select_related("person", "team")
    return with_clock(found.prefetch_related("referrals", "hospital_flags"), on=today())


def of_team(team: Team) -> CaseQuerySet:
    """Return the cases of one team."""
    return Case.objects.filter(team=team)


def counts(cases: CaseQuerySet) -> dict[str, int]:
    """Return how many of the open `cases` wait for triage, are on the caseload, and are overdue there."""
    clocked = with_clock(cases.open(), on=today())
    late = Q(due_on__lt=today())
    is_waiting = Q(state__in=IN_QUEUE)
    return clocked.aggregate(
        waiting=Count("pk", filter=is_waiting),
        waiting_late=Count("pk", filter=is_waiting & late),
        caseload=Count("pk", filter=~is_waiting),
        late=Count("pk", filter=~is_waiting & late),
    )


def source_counts(cases: CaseQuerySet) -> dict[str, int]:
    """Return how many people wait for triage by what speaks for looking at them: some count several times."""
    waiting = cases.open().filter(state__in=IN_QUEUE)
    counted = {source.value: Count("pk", filter=brought_by(source)) for source in Source}
    return dict(waiting.order_by().aggregate(**counted))


def brought_by(source: str) -> Q:
    """Return the condition that a case was found by `source`, or that it has spoken for the person since."""
    referrals = Referral.objects.filter(case=OuterRef("pk"))
    since = {
        Source.REFERRAL: Exists(referrals.filter(is_hospital_flag=False)),
        Source.HOSPITAL_FLAG: Exists(referrals.filter(is_hospital_flag=True)),
        Source.RECORD_FLAG: Exists(HospitalFlag.objects.filter(case=OuterRef("pk"))),
    }
    also = since.get(Source(source))
    return Q(source=source) if also is None else Q(source=source) | Q(also)


def to_be_found(team: Team, need: str = "") -> QuerySet[Listing]:
    """Return the people of a team nobody has opened a case for, narrowed to a `need`.

    ``high``, ``rising``: the tier; ``priority``: on the priority list; ``up``: moved up; ``fast``: rising
    fast; ``judged``: judged by the team to need more than the list says; ``hospital``: flagged by the
    records. Any other need keeps everybody. Each person comes with the flags nobody was told of.
    """
    asked = {
        "high": Q(tier=Tier.HIGH),
        "rising": Q(tier=Tier.RISING),
        "priority": Q(is_priority=True),
        "up": Q(movement=Movement.UP),
        "fast": Q(is_rising_fast=True),
        "judged": _JUDGED_HIGHER,
        "hospital": Q(Exists(_FLAGS_WAITING.filter(person=OuterRef("person")))),
    }
    people = with_judgements(people_of(team)).exclude(person__in=Case.objects.open().values("person"))
    found = people.filter(asked.get(need, Q())).select_related("person")
    return found.prefetch_related(Prefetch("person__hospital_flags", _FLAGS_WAITING, to_attr="flags_waiting"))


def flags_waiting(person: int) -> Sequence[HospitalFlag]:
    """Return the flags of a person that nobody was told of: too slight to put them on the queue."""
    return list(_FLAGS_WAITING.filter(person=person))


def chosen_of(team: Team, people: Sequence[int]) -> list[Listing]:
    """Return those of `people` whom the team looks after, with what was judged of them."""
    return list(with_judgements(people_of(team)).filter(person__in=people).select_related("person"))


def judged_higher(people: Sequence[Listing]) -> list[int]:
    """Return those of `people`, read with their judgements, whom the team judged to need more."""
    order = {None: 9, Tier.HIGH: 1, Tier.RISING: 2, Tier.LOW: 3}
    return [each.person_id for each in people if order[getattr(each, "judged_tier", None)] < each.tier_order]


def case_to_act_on(person: int) -> Case | None:
    """Return the open case of a person, else the newest that has ended; None without any."""
    cases = Case.objects.filter(person=person).order_by(F("closed_at").desc(nulls_first=True), "-pk")
    return cases.select_related("person", "team", "coordinator", "lead_professional").first()


def may_act(user: Any, case: Case) -> bool:
    """Say whether `user` may act on a case today: a member of the team that holds it."""
    return bool(user.has_perm("teams.change_cases") and teams_of(user).filter(pk=case.team_id).exists())


def members_by_key(team: Team) -> dict[int, Any]:
    """Return the members of a team today by key."""
    return {each.user_id: each.user for each in members_of(team)}


def member_choices(team: Team) -> list[tuple[int, str]]:
    """Return key and name of the members of a team today, by name."""
    members = members_of(team).order_by("user__name")
    return [(each.user_id, each.user.name) for each in members]


def narrowed(cases: CaseQuerySet, chosen: Mapping[str, Any], *, user: Any = None) -> CaseQuerySet:
    """Keep those of `cases`, read with their clock, that meet what a filter chose.

    ``state`` is a code; ``owner`` is ``mine``, ``nobody`` or a user's key; ``clock`` is ``late``, ``week``
    or ``in_time``; ``intensity`` and ``source`` are codes.
    """
    asked = Q()
    for name, field in (("state", "standing"), ("intensity", "intensity")):
        if chosen.get(name):
            asked &= Q(**{field: chosen[name]})
    if chosen.get("source"):
        asked &= brought_by(chosen["source"])
    clocks = {
        "late": Q(due_on__lt=today()),
        "week": Q(due_on__gte=today(), due_on__lte=today() + timedelta(days=7)),
        "in_time": Q(due_on__gte=today()),
    }
    return cases.filter(
        asked & clocks.get(chosen.get("clock", ""), Q()) & _owned(chosen.get("owner", ""), user)
    )


def _owned(owner: str, user: Any) -> Q:
    if not owner:
        return Q()
    if owner == "nobody":
        return Q(coordinator__isnull=True, lead_professional__isnull=True)
    key = user.pk if owner == "mine" else int(owner)
    return Q(coordinator=key) | Q(lead_professional=key)
