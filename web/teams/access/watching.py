"""Holds every look at a person against the rules of what the privacy officer is told of."""

from __future__ import annotations

from typing import Any

from lco.teams.governance.alerts import Named, alert_of, surname_of
from web.records.models import Person
from web.teams.access.actions.watch import raise_alert
from web.teams.access.models.watch import AccessAlert, AlertKind
from web.teams.queries import names_of_colleagues


def watch_look(*, by: Any, person: Person) -> AccessAlert | None:
    """Put a look into the officer's queue when a rule is met: once a day for each user, person and kind.

    Every look at a person comes here and few meet a rule: only those open a transaction.
    """
    rule = alert_of(_staff(by), _named(person))
    return None if rule is None else raise_alert(by=by, person=person, kind=AlertKind(rule.id))


def _staff(user: Any) -> Named:
    # Sign-ins hold a name alone; where a directory of staff gives more, the rules compare more.
    return Named(
        name=_without_title(user.name),
        surname=surname_of(user.name),
        address=getattr(user, "address", ""),
        postcode=getattr(user, "postcode", ""),
        nhs_number=getattr(user, "nhs_number", ""),
        colleagues=frozenset(map(_without_title, names_of_colleagues(user))),
    )


def _named(person: Person) -> Named:
    name = f"{person.given_name} {person.family_name}"
    return Named(name, person.family_name, person.address, person.postcode, person.nhs_number)


def _without_title(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.rstrip(".").casefold() in {"dr", "mr", "mrs", "ms", "miss", "prof"} else name
