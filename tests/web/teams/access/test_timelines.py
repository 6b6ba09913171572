"""The timeline keeps to the rules: what is held closer is not shown, nor counted by kind or day."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.engine import connect
from lco.records.timeline import Event, timeline
from web.audit.models import Act, AuditEntry
from web.teams.access import actions
from web.teams.access.actions import Wish
from web.teams.access.looks import who_has_seen
from web.teams.access.people import seen
from web.teams.access.timelines import read_timeline

pytestmark = pytest.mark.django_db
Signed = Callable[[Any], Client]


@pytest.fixture
def person(person_of: Any) -> Any:
    """Somebody of the nurse's team."""
    return person_of()


@pytest.fixture
def events(manchester: Any, person: Any) -> tuple[Event, ...]:
    """Everything the records hold of the person."""
    return timeline(manchester.store, connect(), person.pk)


@pytest.fixture
def closer(manchester: Any, events: tuple[Event, ...]) -> Iterator[list[Event]]:
    """The person's events of one condition, which this place holds closer."""
    title, _ = Counter(event.title for event in events if event.kind == "conditions").most_common()[-1]
    codes = {str(event.code).partition(" ")[::2] for event in events if event.title == title}
    file = manchester.store.path / "codelists" / "closer.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        "# extends: sensitive\n# source: ours\n# version: 1\n# licence: ours\ngroup,code,system\n"
        + "".join(f"sexual_health,{text},{system}\n" for system, text in sorted(codes)),
        encoding="utf-8",
    )
    yield [event for event in events if event.code in {" ".join(code) for code in codes}]
    file.unlink()


def page(client: Client, person: Any, **asked: str) -> str:
    return html.unescape(client.get(reverse("teams:person", args=[person.pk]), asked).content.decode())


def ask_to_share(by: Any, person: Any) -> None:
    wish = replace(Wish("share", timezone.localdate()), classes=("sexual_health",), people=(by,))
    actions.record_wish(by=by, person=person, wish=wish, key=uuid4())


def test_what_is_held_closer_is_not_on_the_page_and_one_sentence_says_how_much(
    nurse: Any, person: Any, signed: Signed, events: Any, closer: list[Event]
) -> None:
    hidden = read_timeline(by=nurse, seen=seen(nurse, person.pk), chosen="all").held_back
    assert hidden >= len(closer) > 0
    for chosen in ("main", "all", "conditions", "admissions", "deaths"):
        shown = page(signed(nurse), person, events=chosen)
        assert closer[0].title not in shown
        words = f"{hidden} entr{'y' if hidden == 1 else 'ies'} of the whole record"
        assert shown.count(words) == 1
        assert "Nothing of this kind is recorded" not in shown


def test_neither_counts_nor_the_word_for_the_kind_tell_of_it(
    nurse: Any, person: Any, signed: Signed, events: Any, closer: list[Event]
) -> None:
    found = read_timeline(by=nurse, seen=seen(nurse, person.pk), chosen="all")
    counted = {key: count for key, _, count in found.choices}
    assert counted["conditions"] == sum(e.kind == "conditions" for e in events) - len(closer)
    assert counted["all"] == len(events) - found.held_back
    timeline_part = page(signed(nurse), person, events="all").split('id="timeline"')[1]
    assert not re.search("sexual|held closer|conception|gender", timeline_part, re.IGNORECASE)


def test_whom_the_person_asked_to_share_it_with_sees_it_and_the_look_is_written(
    nurse: Any, person: Any, signed: Signed, closer: list[Event]
) -> None:
    ask_to_share(nurse, person)
    shown = page(signed(nurse), person, events="conditions")
    assert closer[0].title in shown
    assert "not shown to you" not in shown
    row = AuditEntry.objects.get(act=Act.LOOK, object_kind="held_closer")
    assert (row.user_id, row.object_id) == (nurse.pk, str(person.pk))
    assert row.detail == f"{len(closer)} of the timeline"
    assert row.ground.startswith("neighbourhood_team")
    assert row.basis.startswith("the person asked to share just this with them")


def test_a_colleague_learns_nothing_of_it_from_who_has_seen_the_record(
    nurse: Any, person: Any, signed: Signed, closer: list[Event]
) -> None:
    ask_to_share(nurse, person)
    page(signed(nurse), person, events="conditions")
    assert {look.did for look in who_has_seen(person.pk)} <= {"looked at the record", "wrote in the record"}


def test_a_page_without_any_of_it_writes_no_row_of_it(
    nurse: Any, person: Any, signed: Signed, closer: list[Event]
) -> None:
    ask_to_share(nurse, person)
    page(signed(nurse), person, events="deaths")
    assert not AuditEntry.objects.filter(object_kind="held_closer").exists()


def test_an_emergency_does_not_open_it(
    teamed: Any, person: Any, signed: Signed, closer: list[Event], user_of: Any
) -> None:
    from tests.web.teams.access.conftest import OTHER_TEAM

    elsewhere = teamed("team_member", team=OTHER_TEAM, name="Omar Haddad")
    actions.break_glass(by=elsewhere, person=person, reason="emergency", note="Found confused", key=uuid4())
    assert closer[0].title not in page(signed(elsewhere), person, events="conditions")


def test_who_may_not_have_everyday_information_sees_no_event(
    nurse: Any, person: Any, signed: Signed, events: Any
) -> None:
    wish = replace(Wish("do_not_share", timezone.localdate()), classes=("ordinary",), people=(nurse,))
    actions.record_wish(by=nurse, person=person, wish=wish, key=uuid4())
    shown = page(signed(nurse), person, events="all")
    assert "Nothing of this kind is shown to you." in shown
    assert "entries of the whole record are not shown to you" in shown
    assert events[0].title not in shown.split('id="timeline"')[1]


def test_a_file_of_codes_that_cannot_be_used_shows_no_coded_event(
    nurse: Any, person: Any, manchester: Any, events: Any, closer: list[Event]
) -> None:
    file = manchester.store.path / "codelists" / "closer.csv"
    file.write_text("group,code\n", encoding="utf-8")
    found = read_timeline(by=nurse, seen=seen(nurse, person.pk), chosen="all")
    shown = [event for _, inside in found.years for event in inside]
    assert shown
    assert all(event.code is None for event in shown)


def test_reading_asks_the_same_number_of_questions_however_much_is_held_closer(
    nurse: Any, person: Any, closer: list[Event], manchester: Any
) -> None:
    def questions() -> int:
        found = seen(nurse, person.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read_timeline(by=nurse, seen=found, chosen="all")
        return len(asked)

    some = questions()
    file = manchester.store.path / "codelists" / "closer.csv"
    file.write_text(file.read_text() + "sexual_health,hypertension,local\n", encoding="utf-8")
    assert questions() == some
