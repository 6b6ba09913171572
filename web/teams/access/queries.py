"""All reads of who may see whom: the officer's queues, wishes, opt-outs, what was held closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from web.audit.models import AuditEntry
from web.records.models import Person
from web.teams.access.models import (
    AccessAlert,
    AccessRequest,
    BrokenGlass,
    OptOut,
    PersonNotice,
    RetentionHold,
    SensitiveItem,
    SharingPreference,
)
from web.teams.access.models.emergencies import BrokenGlassQuerySet
from web.teams.access.people import Seen
from web.teams.access.sections import Permit, permit
from web.teams.models import Membership, Team
from web.teams.queries import today


@dataclass(frozen=True)
class OptOutToSend:
    """What a person said of an opt-out, as the analysis reads it."""

    person: int
    kind: str
    is_out: bool
    said_on: date


def find_person(*, nhs_number: str, family_name: str, born_on: date) -> Person | None:
    """Return the one person of this number, or family name, and day of birth; None for none or more."""
    found = Person.objects.filter(born_on=born_on)
    if nhs_number:
        found = found.filter(nhs_number=nhs_number)
    if family_name:
        found = found.filter(family_name__iexact=family_name.strip())
    people = list(found[:2]) if nhs_number or family_name else []
    return people[0] if len(people) == 1 else None


def breaks(state: str = "") -> BrokenGlassQuerySet:
    """Return emergency accesses: those to be reviewed, the ``late`` of them, those ``done``, or ``all``."""
    found = BrokenGlass.objects.select_related("user__organisation", "review__by", "notice")
    unreviewed = Q(review__isnull=True)
    kept = {"late": unreviewed & Q(review_by__lt=today()), "done": ~unreviewed, "all": Q()}
    return found.filter(kept.get(state, unreviewed))


def break_of(pk: int) -> BrokenGlass | None:
    """Return one emergency access with its review and letter, or None."""
    return breaks("all").select_related("person").filter(pk=pk).first()


def notices_open() -> int:
    """Return how many people still have to be told of an emergency access."""
    return PersonNotice.objects.filter(settled_at=None).count()


def done_during(broken: BrokenGlass) -> QuerySet[AuditEntry]:
    """Return everything the user did with the person while the emergency access held."""
    found = AuditEntry.objects.filter(object_kind="person", object_id=str(broken.person_id))
    return found.filter(user=broken.user_id, at__gte=broken.at, at__lt=broken.until).order_by("at", "id")


def alerts(*, is_open: bool = True) -> QuerySet[AccessAlert]:
    """Return alerts about looks; those of emergency access stand in the queue of reviews."""
    found = AccessAlert.objects.exclude(kind="break_glass").filter(closed_at__isnull=is_open)
    return found.select_related("user__organisation", "closed_by").order_by("-at", "-pk")


def alert_of(pk: int) -> AccessAlert | None:
    """Return one alert about a look, or None."""
    return AccessAlert.objects.exclude(kind="break_glass").select_related("user").filter(pk=pk).first()


def opt_outs() -> QuerySet[OptOut]:
    """Return what people said of opt-outs, of each person and kind the last, which holds."""
    newer = Q(said_on__gt=OuterRef("said_on")) | Q(said_on=OuterRef("said_on"), pk__gt=OuterRef("pk"))
    later = OptOut.objects.filter(newer, person=OuterRef("person"), kind=OuterRef("kind"))
    return OptOut.objects.filter(~Exists(later)).select_related("by")


def opt_outs_to_send(*, before: date) -> list[OptOutToSend]:
    """Return what the analysis is told: of each person, kind and day before `before` the last thing said."""
    said = OptOut.objects.filter(said_on__lt=before).order_by("person", "kind", "said_on", "-pk")
    return [
        OptOutToSend(each.person_id, each.kind, each.is_out, each.said_on)
        for each in said.distinct("person", "kind", "said_on")
    ]


def wishes(person: int) -> QuerySet[SharingPreference]:
    """Return every wish about sharing of a person, those that hold first."""
    found = SharingPreference.objects.filter(person=person).select_related("recorded_by", "ended_by")
    return found.prefetch_related("organisations", "people").order_by("-ended_at", "-starts_on", "-pk")


def wish_of(person: int, pk: int) -> SharingPreference | None:
    """Return a wish of the person that was not ended, or None."""
    return wishes(person).filter(pk=pk, ended_at=None).first()


def sensitive_items(user: Any, seen: Seen) -> list[tuple[SensitiveItem, Permit]]:
    """Return what is held closer and may be shown, or at least named, to `user`, each with its permit."""
    held = SensitiveItem.objects.filter(person=seen.pseudonym, ended_at=None)
    held = held.select_related("recorded_by", "organisation").prefetch_related("named").order_by("pk")
    found = [(item, permit_of(user, seen, item)) for item in held]
    return [(item, each) for item, each in found if each.outcome != "deny"]


def permit_of(user: Any, seen: Seen, item: SensitiveItem) -> Permit:
    """Return whether `user` may see something that is held closer. Who recorded it always may."""
    if item.recorded_by_id == user.pk:
        return Permit("permit", "they recorded it")
    named = [each.pk for each in item.named.all()]
    return permit(user, seen, sensitivity=item.sensitivity, named=named)


def item_of(user: Any, seen: Seen, pk: int) -> SensitiveItem | None:
    """Return something held closer that `user` may see, or None."""
    return next((item for item, each in sensitive_items(user, seen) if item.pk == pk and each.is_shown), None)


def staff_of(slug: str) -> QuerySet[Any]:
    """Return who belongs to a team today, by name."""
    current = Membership.objects.current(today()).filter(team__slug=slug)
    return get_user_model().objects.filter(pk__in=current.values("user")).order_by("name")


def requests() -> QuerySet[AccessRequest]:
    """Return requests for the own record, the most urgent first."""
    return AccessRequest.objects.select_related("made_by", "closed_by")


def request_of(pk: int) -> AccessRequest | None:
    """Return one request with its person, or None."""
    return requests().select_related("person").filter(pk=pk).first()


def holds() -> QuerySet[RetentionHold]:
    """Return the holds that were not lifted."""
    return RetentionHold.objects.filter(lifted_at=None).select_related("made_by").order_by("-made_at")


def hold_of(pk: int) -> RetentionHold | None:
    """Return one hold that was not lifted, or None."""
    return holds().filter(pk=pk).first()


def teams_by_slug() -> dict[str, str]:
    """Return the name of every team by its address."""
    return dict(Team.objects.values_list("slug", "name"))


def unreviewed_of(user: Any) -> int:
    """Return how many emergency accesses of `user` wait for review."""
    return int(BrokenGlass.objects.unreviewed().filter(user=user).aggregate(n=Count("pk"))["n"])


def officers() -> Sequence[Any]:
    """Return the privacy officers, by name."""
    return list(get_user_model().objects.filter(role="privacy_officer", is_active=True).order_by("name"))
