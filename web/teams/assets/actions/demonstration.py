"""A directory for a demonstration, and people connected to it: every group in it is made up, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from lco.place.pack import Place
from lco.teams.connections import Step
from lco.teams.directory.entries import Entry, Wanted
from lco.teams.directory.matching import Asked, matches
from web.audit.actions import record_write
from web.population.models import Listing
from web.teams.assets.actions.connections import Said, move_on, note_wanting, offer_service
from web.teams.assets.actions.directory import add_service
from web.teams.assets.area import area
from web.teams.assets.demonstration import demonstration_entries, made_id
from web.teams.assets.entries import entry_of
from web.teams.assets.models import Connection, ConnectionEvent, DirectoryService
from web.teams.assets.people import SEX_WANTED
from web.teams.assets.queries import now
from web.teams.queries import people_seen_by, today

_MADE_UP = "Made up for the demonstration."


@dataclass(frozen=True)
class _Story:
    """How one made-up connection goes: the need, the steps after it was accepted, what came of it."""

    need: str
    steps: tuple[Step, ...] = ()
    outcome: str = ""
    words: str = ""
    reason: str = ""


_ATTENDED = (Step.CONNECT, Step.ATTEND)
_STORIES = (
    _Story("loneliness", (*_ATTENDED, Step.END), "helped", "I have somebody to have tea with on Tuesdays."),
    _Story("falls", _ATTENDED),
    _Story("low_mood", (Step.CONNECT,)),
    _Story("money", (*_ATTENDED, Step.END), "helped_a_little", "They sorted the letters, not the rent."),
    _Story("bereavement"),
    _Story("getting_about", reason="too_far"),
    _Story("something_to_do", (Step.DECLINE,)),
    _Story("anxiety", (Step.CONNECT, Step.MISS)),
)


@transaction.atomic
def seed_demo_directory(*, by: Any, place: Place, on: date | None = None) -> list[DirectoryService]:
    """Fill the directory of `place` with made-up groups where it has some for it; return them.

    `on` is the day before which they were checked, today when not given: a demonstration that makes up its
    past gives the day it is shown. Doing it again changes nothing.
    """
    there = set(DirectoryService.objects.filter(place=place.id).values_list("pk", flat=True))
    return [
        add_service(by=by, place=place.id, entry=entry, key=made_id("added", str(entry.id)))
        for entry in demonstration_entries(place.id, today=on or today())
        if entry.id not in there
    ]


@transaction.atomic
def seed_demo_connections(*, by: Any, place: Place, users: Iterable[Any]) -> list[Connection]:
    """Let each of `users` who may connect some of their people to made-up groups, some of it to the end.

    Doing it again changes nothing. `by` is not used where a user acts: each acts in their own name.
    """
    able = [user for user in users if user.has_perm("teams.connect_people")]
    made = [connection for user in able for connection in _connected(user, place)]
    record_write(by=by, kind="directory", id=place.id, detail=f"{len(made)} connections for a demonstration")
    return made


def _connected(user: Any, place: Place) -> list[Connection]:
    people = list(people_seen_by(user).select_related("person").order_by("rank")[: len(_STORIES)])
    entries = [entry_of(each) for each in DirectoryService.objects.filter(place=place.id).offered().whole()]
    made = []
    for listing, story in zip(people, _STORIES, strict=False):
        who = (str(user.pk), str(listing.person_id))
        asked = _asked(listing, story.need)
        found = next((each for each in matches(entries, asked, area(), now=now()) if each.fits), None)
        if found is None or story.reason:
            note_wanting(
                by=user,
                person=listing.person,
                need=story.need,
                reason=story.reason or "nothing_there",
                key=made_id("wanting", *who),
                note=_MADE_UP,
            )
            continue
        made.append(_told(user, listing.person, found.entry, story, who))
    return made


def _asked(listing: Listing, need: str) -> Asked:
    return Asked(
        age=listing.person.age,
        sex=SEX_WANTED.get(listing.person.sex, Wanted.ANY),
        neighbourhood=listing.neighbourhood,
        needs=(need,),
    )


def _told(user: Any, person: Any, entry: Entry, story: _Story, who: tuple[str, str]) -> Connection:
    key = made_id("offer", *who)
    there = ConnectionEvent.objects.filter(key=key).select_related("connection").first()
    if there is not None:
        return there.connection
    connection = offer_service(
        by=user,
        person=person,
        service=DirectoryService.objects.get(pk=entry.id),
        need=story.need,
        key=key,
        said=Said(consent="spoken", note=_MADE_UP),
        is_accepted=bool(story.steps) and story.steps[0] is not Step.DECLINE,
        follow_up_on=today() + timedelta(days=14) if story.steps else None,
    )
    for step in story.steps:
        said = Said(outcome=story.outcome, words=story.words if step is Step.END else "")
        connection = move_on(by=user, connection=connection, step=step, key=made_id(step, *who), said=said)
    return connection
