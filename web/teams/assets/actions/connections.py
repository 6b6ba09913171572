"""Writes of connections: a service offered to a person, each step after it, and what was not there.

Nothing here tells a service anything: somebody of the team does, as the person agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from lco.periods import months_after
from lco.teams.connections import (
    CONSENTS,
    MOVES,
    OPEN_STAGES,
    OUTCOMES,
    Stage,
    Step,
    StepRefused,
    stage_after,
)
from lco.teams.directory.entries import Status
from lco.teams.standard import Unit
from web.audit.actions import record_write
from web.records.models import Person
from web.teams.access.people import Seen
from web.teams.assets.area import area
from web.teams.assets.holding import (
    ConnectionChangedMeanwhile,
    ConnectionRefused,
    hold_person,
    neighbourhood_of,
    team_that_connects,
)
from web.teams.assets.models import Connection, ConnectionEvent, DirectoryService, Wanting, WantingReason
from web.teams.cases import standards
from web.teams.cases.queries import open_case_of
from web.teams.queries import today
from web.teams.work.actions import add_task
from web.teams.work.models import Kind


@dataclass(frozen=True)
class Said:
    """What is recorded with a step: the day, the consent, the outcome, the person's words, a note."""

    on: date | None = None
    consent: str = ""
    outcome: str = ""
    words: str = ""
    note: str = ""


_NOTHING = Said()


@transaction.atomic
def offer_service(
    *,
    by: Any,
    person: Person,
    service: DirectoryService,
    need: str,
    key: UUID,
    said: Said = _NOTHING,
    is_accepted: bool = False,
    follow_up_on: date | None = None,
) -> Connection:
    """Write that `service` was offered for `need`, and accepted at once when they said so.

    `follow_up_on` makes a task for `by` to ask how it went. The same `key` again returns the first.

    Raises:
        ConnectionRefused: when the person is not of the actor's teams, the service is closed, or they are on
            the way to it already.
    """
    held = hold_person(by, person)
    made = ConnectionEvent.objects.filter(key=key).select_related("connection").first()
    if made is not None:
        return _of_this_form(made, held)
    _refuse_offer(held, service, need)
    connection = _begun(by, held, service, need)
    _write(by, connection, Step.OFFER, Stage.OFFERED, said=Said(on=said.on, note=said.note), key=key)
    if is_accepted:
        _move(by, connection, Step.ACCEPT, said=said, key=uuid5(key, "accept"))
    if follow_up_on is not None:
        _follow_up(by, connection, follow_up_on, key=uuid5(key, "follow-up"))
    return connection


@transaction.atomic
def move_on(
    *,
    by: Any,
    connection: Connection,
    step: Step,
    key: UUID,
    version: int | None = None,
    said: Said = _NOTHING,
    follow_up_on: date | None = None,
) -> Connection:
    """Do `step` on a connection as the table allows; the same `key` again changes nothing.

    Raises:
        ConnectionRefused: when the table does not allow it, or consent or what came of it is missing.
        ConnectionChangedMeanwhile: when it was moved on since the form was opened.
    """
    person = hold_person(by, connection.person)
    held = Connection.objects.select_for_update().get(pk=connection.pk)
    made = ConnectionEvent.objects.filter(key=key).select_related("connection").first()
    if made is not None:
        return _of_this_form(made, person)
    if version is not None and held.version != version:
        raise ConnectionChangedMeanwhile(
            "Somebody moved this on while you wrote: read what is new, then send yours again."
        )
    _move(by, held, step, said=said, key=key)
    if follow_up_on is not None and held.is_open:
        _follow_up(by, held, follow_up_on, key=uuid5(key, "follow-up"))
    return held


@transaction.atomic
def note_wanting(*, by: Any, person: Person, need: str, reason: str, key: UUID, note: str = "") -> Wanting:
    """Write that nothing of the directory fitted a person's `need`, and why; the same `key` writes once.

    Raises:
        ConnectionRefused: when the person is not of the actor's teams, or need or reason is none of the list.
    """
    held = hold_person(by, person)
    made = Wanting.objects.filter(key=key).first()
    if made is not None:
        return made
    if need not in area().needs or reason not in WantingReason.values:
        raise ConnectionRefused("Choose what was looked for, and why nothing fitted, from the lists.")
    team = team_that_connects(by, held)
    wanting = Wanting.objects.create(
        person=held.person,
        team=team,
        neighbourhood=neighbourhood_of(held, team),
        need=need,
        reason=reason,
        note=note.strip(),
        by=by,
        key=key,
    )
    record_write(by=by, kind="person", id=held.pseudonym, detail=f"nothing fitted, wanting {wanting.pk}")
    return wanting


def _begun(by: Any, held: Seen, service: DirectoryService, need: str) -> Connection:
    return Connection.objects.create(
        person=held.person,
        case=open_case_of(held.pseudonym),
        team=team_that_connects(by, held),
        service=service,
        need=need,
        stage=Stage.OFFERED,
        offered_by=by,
    )


def _of_this_form(made: ConnectionEvent, held: Seen) -> Connection:
    if made.connection.person_id != held.pseudonym:
        raise ConnectionRefused("This form was used for another person: open it again.")
    return made.connection


def _refuse_offer(held: Seen, service: DirectoryService, need: str) -> None:
    if service.status != Status.ACTIVE:
        raise ConnectionRefused(f"'{service.name}' is {service.status}: choose another.")
    if need and need not in area().needs:
        raise ConnectionRefused("Choose what it should help with from the list.")
    there = Connection.objects.filter(person=held.person, service=service, stage__in=OPEN_STAGES)
    if there.exists():
        raise ConnectionRefused(f"They are on the way to '{service.name}' already: go on from there.")


def _move(by: Any, connection: Connection, step: Step, *, said: Said, key: UUID) -> None:
    move = MOVES[step]
    try:
        to = stage_after(Stage(connection.stage), step)
    except StepRefused as refused:
        raise ConnectionRefused(str(refused)) from refused
    if move.needs_consent and said.consent not in {each.value for each in CONSENTS}:
        raise ConnectionRefused("Say how the person agreed before anybody speaks with the service.")
    if move.needs_outcome and said.outcome not in {each.value for each in OUTCOMES}:
        raise ConnectionRefused("Say what came of it, from the list.")
    if said.on is not None and said.on > today():
        raise ConnectionRefused("The day lies in the future: record it when it has happened.")
    connection.consent = said.consent if move.needs_consent else connection.consent
    connection.outcome = said.outcome if move.needs_outcome else connection.outcome
    _write(by, connection, step, to, said=said, key=key)


def _write(by: Any, connection: Connection, step: Step, to: Stage, *, said: Said, key: UUID) -> None:
    event = ConnectionEvent.objects.create(
        connection=connection,
        step=step,
        to_stage=to,
        on=said.on or today(),
        consent=said.consent if MOVES[step].needs_consent else "",
        outcome=said.outcome if MOVES[step].needs_outcome else "",
        words=said.words.strip(),
        note=said.note.strip(),
        by=by,
        key=key,
    )
    if step is not Step.OFFER:
        connection.stage, connection.stage_since = to, event.at
        connection.version += 1
        connection.save()
    detail = f"{MOVES[step].past}, connection {connection.pk}"
    record_write(by=by, kind="person", id=connection.person_id, detail=detail)


def _follow_up(by: Any, connection: Connection, due_on: date, *, key: UUID) -> None:
    longest = standards.current()["months_ask_how"]
    if not today() <= due_on <= months_after(today(), longest):
        words = Unit.MONTHS.counted(longest)
        raise ConnectionRefused(f"Ask how it went on a day from today on, within {words}.")
    add_task(
        by=by,
        team=connection.team,
        title=f"Ask how it went with {connection.service.name}",
        due_on=due_on,
        key=key,
        case=connection.case if connection.case and connection.case.is_open else None,
        owner=by,
        kind=Kind.FOLLOW_UP,
        came_from="connection",
        came_from_id=connection.pk,
    )
