"""All reads of connections and of what was not there. Whose people they are is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from lco.records.tables import Sex
from lco.teams.connections import OPEN_STAGES, Stage
from lco.teams.directory.entries import Wanted
from lco.teams.directory.matching import Asked
from web.teams.access.people import Seen
from web.teams.assets.models import Connection, ConnectionEvent, Wanting
from web.teams.queries import teams_of

SEX_WANTED = {Sex.FEMALE.value: Wanted.FEMALE, Sex.MALE.value: Wanted.MALE}


def asked_for(seen: Seen, chosen: dict[str, Any]) -> Asked:
    """Return what is asked for a person: their age, sex and neighbourhood, and what the form says."""
    return Asked(
        age=seen.person.age,
        sex=SEX_WANTED.get(seen.person.sex, Wanted.ANY),
        neighbourhood=seen.listing.neighbourhood if seen.listing else "",
        needs=tuple(chosen.get("need", ())),
        conditions=tuple(chosen.get("condition", ())),
        on=chosen.get("on"),
        at=chosen.get("at"),
    )


def connections_of(person: int) -> list[Connection]:
    """Return every connection of a person, those still open first, the newest first."""
    found = Connection.objects.filter(person=person).select_related("service__provider", "offered_by")
    return sorted(found.order_by("-pk"), key=lambda each: not each.is_open)


def connection_of(person: int, key: int) -> Connection | None:
    """Return one connection of a person; None when it is another's or nobody's."""
    found = Connection.objects.filter(person=person, pk=key)
    return found.select_related("service__provider", "team", "person").first()


def is_recorded(connection: Connection, key: str | None) -> bool:
    """Say whether the form with `key`, as it was sent, has had its effect on a connection."""
    try:
        return connection.events.filter(key=UUID(key or "")).exists()
    except ValueError:
        return False


def events_of(connection: Connection) -> Sequence[ConnectionEvent]:
    """Return the steps of a connection, the first first."""
    return list(connection.events.select_related("by"))


def connections_seen_by(user: Any) -> QuerySet[Connection]:
    """Return the connections of the teams `user` belongs to today."""
    found = Connection.objects.filter(team__in=teams_of(user))
    return found.select_related("person", "service__provider", "team")


def in_state(connections: QuerySet[Connection], chosen: dict[str, Any]) -> QuerySet[Connection]:
    """Narrow connections by stage, outcome and need."""
    state = chosen.get("state", "")
    if state == "open":
        connections = connections.filter(stage__in=OPEN_STAGES)
    elif state:
        connections = connections.filter(stage=state)
    for name in ("outcome", "need"):
        if chosen.get(name):
            connections = connections.filter(**{name: chosen[name]})
    return connections


def counts_of(connections: QuerySet[Connection]) -> dict[str, dict[str, int]]:
    """Return how many connections stand in each stage, and what came of those that ended."""
    return {name: _counts(connections, name) for name in ("stage", "outcome")}


def _counts(rows: QuerySet[Any], name: str) -> dict[str, int]:
    found = rows.order_by().values_list(name).annotate(many=Count("pk"))
    return {value: many for value, many in found if value}


def wantings_seen_by(user: Any) -> QuerySet[Wanting]:
    """Return what was not there for the people of the teams `user` belongs to today."""
    return Wanting.objects.filter(team__in=teams_of(user)).select_related("team", "by", "person")


def wanted_most(wantings: QuerySet[Wanting]) -> list[tuple[str, int]]:
    """Return the needs for which nothing fitted and how often, the most often first."""
    return sorted(_counts(wantings, "need").items(), key=lambda each: (-each[1], each[0]))


def is_waiting(connection: Connection) -> bool:
    """Say whether the person accepted and nobody has put them in touch yet."""
    return connection.stage == Stage.ACCEPTED
