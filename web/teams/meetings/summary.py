"""What a team needs to know of a person to talk about them, on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from web.population.models import Listing
from web.teams.access.people import Seen
from web.teams.assessments.queries import AssessmentSummary, latest_assessments
from web.teams.cases.models import HospitalFlag, Referral
from web.teams.meetings.models import AgendaItem, Discussion, ItemState
from web.teams.meetings.planned import PlanInShort, plan_in_short
from web.teams.need import chance, moved, of_100
from web.teams.tables import TIER_TAGS
from web.teams.work.models import Status, Task
from web.ui.tables import Tag

_MOST = 8


@dataclass(frozen=True)
class Summary:
    """One person: risk and movement, what is to be done, what was decided before."""

    listing: Listing | None
    tier: Tag | None
    risk: str
    moved: str
    age: int
    assessment: AssessmentSummary | None
    plan: PlanInShort | None
    open_actions: list[Task]
    referrals: list[Referral]
    flags: list[HospitalFlag]
    before: list[Discussion]


def summary_of(user: Any, seen: Seen, item: AgendaItem) -> Summary:
    """Return what is known of the person of `item`, as far as `user` may see it."""
    person = item.case.person
    listing = seen.listing
    return Summary(
        listing=listing,
        tier=TIER_TAGS[listing.tier] if listing else None,
        risk=_risk(listing),
        moved=moved(listing) if listing else "",
        age=person.age,
        assessment=next(iter(latest_assessments(person.pk, user=user, seen=seen)), None),
        plan=plan_in_short(user, seen),
        open_actions=_open_actions(person.pk),
        referrals=list(Referral.objects.filter(case=item.case_id).order_by("-made_at")[:_MOST]),
        flags=list(HospitalFlag.objects.filter(case=item.case_id)[:_MOST]),
        before=_before(item),
    )


def _risk(listing: Listing | None) -> str:
    if listing is None or listing.risk is None:
        return ""
    return f"{chance(listing.risk)} ({of_100(listing.risk)})"


def _open_actions(person: int) -> list[Task]:
    found = Task.objects.filter(person=person, status=Status.OPEN).select_related("owner", "organisation")
    return list(found.order_by("due_on", "id")[:_MOST])


def _before(item: AgendaItem) -> list[Discussion]:
    """Return what earlier meetings decided, the latest first: of each the words that hold."""
    found = Discussion.objects.filter(
        item__case__person=item.case.person_id, item__state=ItemState.DISCUSSED
    ).exclude(item=item.pk)
    held = found.order_by("item_id", "-number").distinct("item_id")
    latest = Discussion.objects.filter(pk__in=held.values("pk")).select_related(
        "item__meeting", "coordinator"
    )
    return list(latest.order_by("-at")[:3])
