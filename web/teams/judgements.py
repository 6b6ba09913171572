"""All reads of judgements. Whose people they are is asked first; nothing here widens that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from lco.periods import months_after
from web.population.models import Listing, Tier
from web.teams.models import Judgement, JudgementAct, JudgementQuerySet
from web.teams.queries import current_publication, people_seen_by, today


def latest_of(person: int) -> Judgement | None:
    """Return the last thing said of a person's tier, or None."""
    return Judgement.objects.filter(person=person).select_related("judged_by").order_by("-pk").first()


def judgements_of(person: int) -> Sequence[Judgement]:
    """Return everything said of a person's tier, newest first."""
    return list(Judgement.objects.filter(person=person).select_related("judged_by").order_by("-pk"))


def with_judgements(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Return `listings` with ``judged_tier`` and ``judged_reason``: null where no judgement holds today."""
    latest = Judgement.objects.filter(person=OuterRef("person")).order_by("-pk")
    holds = Q(act=JudgementAct.JUDGED, ends_before__gt=today())
    return listings.annotate(
        judged_tier=Subquery(latest.values(held=Case(When(holds, then=F("tier"))))[:1]),
        judged_reason=Subquery(latest.values(held=Case(When(holds, then=F("reason"))))[:1]),
    )


def narrowed(listings: QuerySet[Listing], judged: str) -> QuerySet[Listing]:
    """Keep who is ``judged`` today, whose judgement ``differs`` from the tier, or who is ``not`` judged."""
    if not judged:
        return listings
    holding = Judgement.objects.holding(today())
    if judged == "not":
        return listings.exclude(person__in=holding.values("person"))
    found = listings.filter(person__in=holding.values("person"))
    if judged == "differs":
        same = holding.filter(person=OuterRef("person")).values("tier")[:1]
        found = found.exclude(tier=Subquery(same))
    return found


def judgements_seen_by(user: Any) -> JudgementQuerySet:
    """Return the last judgement of each person `user` may see, with the ``list_tier`` the person has now."""
    people = people_seen_by(user)
    listed = Listing.objects.filter(run=current_publication(), person=OuterRef("person"))
    latest = Judgement.objects.filter(person__in=people.values("person")).latest_each()
    order = [When(tier=tier, then=place) for place, tier in enumerate(Tier)]
    return latest.select_related("person", "judged_by").annotate(
        list_tier=Subquery(listed.values("tier")[:1]),
        list_order=Subquery(listed.values("tier_order")[:1]),
        judged_order=Case(*order, output_field=IntegerField()),
    )


def in_state(judgements: JudgementQuerySet, state: str) -> JudgementQuerySet:
    """Keep judgements in a state.

    ``holds``: those that hold; ``differs``: that hold beside another tier of the list; ``due``: that hold
    and end within a month; ``over``: that have ended or were taken back. Any other state keeps all.
    """
    held = Q(act=JudgementAct.JUDGED, ends_before__gt=today())
    kept = {
        "holds": held,
        "differs": held & ~Q(tier=F("list_tier")),
        "due": held & Q(ends_before__lte=months_after(today(), 1)),
        "over": ~held,
    }
    return judgements.filter(kept.get(state, Q()))
