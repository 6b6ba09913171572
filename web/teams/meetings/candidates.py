"""Who could come on the agenda of a meeting: what the caseload, the list by need and the tasks say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from lco.teams.agenda import Candidate, Proposal, propose
from lco.teams.hospital_flags import FlagKind
from lco.teams.workflow import State
from web.population.models import Listing, Movement
from web.teams.cases.models import Case, HospitalFlag, Referral
from web.teams.meetings.models import AgendaItem, Discussion, ItemState, Meeting, MeetingState
from web.teams.queries import current_publication
from web.teams.work.models import Task


@dataclass(frozen=True)
class _Known:
    """What is known of the open cases of a team, each by its case or person."""

    listings: dict[int, Listing]
    published_at: datetime | None
    discussed: dict[int, datetime]
    referred: dict[int, datetime]
    flagged: dict[int, datetime]
    overdue: dict[int, int]
    carried: dict[int, int]


def proposals_for(meeting: Meeting) -> tuple[Proposal, ...]:
    """Return who should be discussed and is on no agenda yet, in the order of the declared priority."""
    on = timezone.localtime(meeting.planned_at).date()
    cases = _cases(meeting)
    known = _known(meeting.team, on)
    return propose((_candidate(case, known) for case in cases), on=on)


def _cases(meeting: Meeting) -> list[Case]:
    taken = AgendaItem.objects.filter(meeting__team=meeting.team_id).filter(
        Q(state=ItemState.WAITING) & ~Q(meeting__state=MeetingState.CLOSED) | Q(meeting=meeting)
    )
    found = Case.objects.open().filter(team=meeting.team_id).exclude(state=State.FOUND)
    return list(found.exclude(pk__in=taken.values("case")).order_by("pk"))


def _known(team: Any, on: date) -> _Known:
    cases = Case.objects.open().filter(team=team)
    run = current_publication()
    referrals = Referral.objects.filter(case__in=cases).values("case")
    flagged = referrals.filter(is_hospital_flag=True).annotate(last=Max("made_at"))
    asked = referrals.filter(is_hospital_flag=False).annotate(last=Max("made_at"))
    discussed = Discussion.objects.filter(item__case__in=cases).values("item__case").annotate(last=Max("at"))
    overdue = Task.objects.open().filter(case__in=cases, due_on__lt=on).values("case")
    latest = AgendaItem.objects.filter(case__in=cases).order_by("case", "-id").distinct("case")
    return _Known(
        listings=_listings(run, cases),
        published_at=run.published_at if run else None,
        discussed={row["item__case"]: row["last"] for row in discussed},
        referred={row["case"]: row["last"] for row in asked},
        flagged=_later({row["case"]: row["last"] for row in flagged}, _stays(cases)),
        overdue={row["case"]: row["number"] for row in overdue.annotate(number=Count("pk"))},
        carried={each.case_id: each.times_carried + 1 for each in latest if each.state == ItemState.CARRIED},
    )


def _stays(cases: Any) -> dict[int, datetime]:
    """Return when the records last told of a stay in hospital; visits to A&E alone are none."""
    told = HospitalFlag.objects.filter(case__in=cases).exclude(kind=FlagKind.ATTENDED).order_by()
    found = told.values("case").annotate(last=Max("raised_at"))
    return {row["case"]: row["last"] for row in found}


def _later(one: dict[int, datetime], other: dict[int, datetime]) -> dict[int, datetime]:
    """Return of each case the later instant of two."""
    return {case: max(filter(None, (one.get(case), other.get(case)))) for case in one.keys() | other.keys()}


def _listings(run: Any, cases: Any) -> dict[int, Listing]:
    if run is None:
        return {}
    fields = ("person", "rank", "tier", "former_tier", "movement", "movement_reasons", "is_rising_fast")
    found = Listing.objects.filter(run=run, person__in=cases.values("person")).only(*fields)
    return {each.person_id: each for each in found}


def _candidate(case: Case, known: _Known) -> Candidate:
    last = known.discussed.get(case.pk)
    listing = known.listings.get(case.person_id)
    is_news = known.published_at is not None and (last is None or known.published_at > last)
    return Candidate(
        case=case.pk,
        state=State(case.state),
        state_since=timezone.localtime(case.state_since).date(),
        rank=listing.rank if listing else None,
        moved_up=_moved_up(listing) if listing and is_news else "",
        is_rising_fast=bool(listing and listing.is_rising_fast and is_news),
        is_hospital=_is_after(known.flagged.get(case.pk), last),
        is_referral=_is_after(known.referred.get(case.pk), last),
        review_on=case.review_on,
        overdue_actions=known.overdue.get(case.pk, 0),
        times_carried=known.carried.get(case.pk, 0),
    )


def _is_after(happened: datetime | None, last: datetime | None) -> bool:
    return happened is not None and (last is None or happened > last)


def _moved_up(listing: Listing) -> str:
    if listing.movement != Movement.UP:
        return ""
    words = f"Moved up from {listing.former_tier or 'a lower tier'} to {listing.tier} risk"
    because = "; ".join(listing.movement_reason_list)
    return f"{words}: {because[:1].lower()}{because[1:]}" if because else words
