"""What the rules have to know of a person: age, capacity, and what they have said about their information."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from lco.teams.governance import Choice, DecidedBy, Preference, Subject
from web.records.models import Person
from web.teams.access.models import OptOut, OptOutKind, SharingPreference

# Below this age a child decides alone only when found competent [M]: Family Law Reform Act 1969 s8.
CHILD_BELOW = 16


def subject_of(person: Person, *, lacks_capacity: bool) -> Subject:
    """Return the person as the rules see them today; what the open case says of capacity is given."""
    out = opted_out_of(person.pk)
    return Subject(
        preferences=tuple(_preference(each) for each in wishes_of(person.pk)),
        opted_out_nationally=OptOutKind.NATIONAL in out,
        opted_out_of_stratification=OptOutKind.STRATIFICATION in out,
        lacks_capacity=lacks_capacity,
        is_child=is_child(person),
    )


def is_child(person: Person) -> bool:
    """Say whether the person is below the age of deciding alone today."""
    return bool(person.age < CHILD_BELOW)


def wishes_of(person: int) -> Iterable[SharingPreference]:
    """Return what a person wishes about sharing, as far as it was not ended, with all it names."""
    kept = SharingPreference.objects.filter(person=person, ended_at__isnull=True)
    return kept.prefetch_related("organisations", "people").order_by("pk")


def opted_out_of(person: int) -> frozenset[str]:
    """Return the opt-outs that hold: of each kind the last thing said."""
    said = OptOut.objects.filter(person=person, said_on__lte=timezone.localdate())
    latest = said.order_by("kind", "-said_on", "-pk").distinct("kind")
    return frozenset(each.kind for each in latest if each.is_out)


def _preference(wish: SharingPreference) -> Preference:
    return Preference(
        choice=Choice(wish.choice),
        starts_on=wish.starts_on,
        ends_before=wish.ends_before,
        people=frozenset(each.pk for each in wish.people.all()),
        organisations=frozenset(each.pk for each in wish.organisations.all()),
        classes=frozenset(wish.classes),
        decided_by=DecidedBy(wish.decided_by),
    )
