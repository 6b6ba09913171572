"""Hospital flags of a run come to the queue once, with their reason, and stay answered."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lco.periods import whole_years
from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import act, at_once, signed
from tests.web.teams.cases.flags import DAY, FlaggedRun, queued
from tests.web.teams.cases.reading import text
from web.audit.models import AuditEntry
from web.population.models import Listing, Unlisted
from web.records.actions import publish_run
from web.records.models import Person
from web.teams.cases import actions
from web.teams.cases.models import Case, HospitalFlag, Source
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db


def test_who_left_hospital_waits_for_triage_with_the_reason_in_words(
    publish: Any, person: int, nurse: Any, team: Any
) -> None:
    publish("first", (person, "left_hospital", DAY, 6))
    case = queued(person)
    assert (case.state, case.source, case.team) == (State.FOUND, Source.RECORD_FLAG, team)
    assert case.triage_by == timezone.localdate() + timedelta(days=3)
    page = text(signed(nurse).get(reverse("teams:case_queue", args=[team.slug])))
    assert "Hospital flag (records): 1" in page
    assert "Left hospital on 20 March 2018 after 6 nights, admitted in an emergency" in page
    assert "Left hospital on 20 March 2018" in text(signed(nurse).get(reverse("teams:case", args=[person])))


def test_the_flags_of_the_records_themselves_come_to_the_queues(manchester: Any, team: Any) -> None:
    """The little Manchester was published before it had teams: its flags wait, then all come at once."""
    told = HospitalFlag.objects.select_related("person")
    finds = {each.person_id for each in told if _finds(each)}
    assert finds
    assert not Case.objects.exists()
    assert actions.take_in_flags(by=None).found == len(finds)
    assert set(Case.objects.values_list("person", flat=True)) == finds
    assert set(Case.objects.values_list("source", flat=True)) == {Source.RECORD_FLAG}
    assert not HospitalFlag.objects.filter(case=None, person__in=finds).exists()
    assert actions.take_in_flags(by=None) == actions.TakenIn()


def _finds(flag: HospitalFlag) -> bool:
    """Say by the table of kinds alone whether a flag finds somebody nobody looks after."""
    least = {"readmitted": 1, "left_hospital": 3, "in_hospital": 7, "attended": 3}
    return flag.count >= least[flag.kind] and whole_years(flag.person.born_on, flag.on) >= 18


def test_a_slight_flag_puts_nobody_on_the_queue_and_is_seen_where_people_are_found(
    publish: Any, person: int, somebody: Any, nurse: Any, team: Any
) -> None:
    publish("first", (person, "left_hospital", DAY, 1))
    assert not Case.objects.exists()
    page = text(signed(nurse).get(reverse("teams:case_find", args=[team.slug]), {"need": "hospital"}))
    assert "1 person has no case yet" in page
    assert "Left hospital on 20 March 2018 after 1 night, admitted in an emergency" in page
    own = text(signed(nurse).get(reverse("teams:case", args=[person])))
    assert "What the records say Left hospital on 20 March 2018 after 1 night" in own
    case = actions.open_case(
        by=nurse, person=somebody(0).person, team=team, source=Source.TIER_LIST, key=uuid.uuid4()
    )
    assert [flag.count for flag in case.hospital_flags.all()] == [1]
    publish("second", (person, "left_hospital", DAY, 1))
    assert Case.objects.count() == 1
    queue = reverse("teams:case_queue", args=[team.slug])
    for source in (Source.TIER_LIST, Source.RECORD_FLAG):
        narrowed = text(signed(nurse).get(queue, {"source": source.value}))
        assert "1 to 1 of 1" in narrowed
        assert "List by need; Hospital flag (records)" in narrowed
    assert "1 to 1 of 1" not in text(signed(nurse).get(queue, {"source": "referral"}))


@pytest.mark.parametrize(("age", "is_found"), [(17, False), (18, True)])
def test_children_are_for_others(publish: Any, person: int, age: int, is_found: bool) -> None:
    Person.objects.filter(pk=person).update(born_on=DAY.replace(year=DAY.year - age))
    rows = [(person, "left_hospital", DAY, 6)]
    actions.keep_flags(by=None, rows=rows)
    assert actions.take_in_flags(by=None).found == is_found


def test_one_person_with_several_flags_is_in_the_queue_once(
    publish: Any, person: int, nurse: Any, team: Any
) -> None:
    publish("first", (person, "left_hospital", DAY, 6), (person, "attended", DAY, 4))
    publish("second", (person, "left_hospital", DAY, 6), (person, "readmitted", date(2018, 3, 26), 6))
    assert Case.objects.filter(person=person).count() == 1
    assert queued(person).triage_by == timezone.localdate() + timedelta(days=2)
    page = text(signed(nurse).get(reverse("teams:case_queue", args=[team.slug])))
    assert "1 person waits for triage" in page
    assert "Back in hospital in an emergency on 26 March 2018, 6 days after leaving it" in page
    assert "At A&E on 4 days of 90, the last on 20 March 2018" in page


def test_the_same_run_and_the_same_flags_again_change_nothing(publish: Any, person: int, lead: Any) -> None:
    publish("first", (person, "left_hospital", DAY, 6))
    before = (HospitalFlag.objects.count(), Case.objects.count(), Notice.objects.count())
    publish("first", (person, "left_hospital", DAY, 6))
    publish("second", (person, "left_hospital", DAY, 6))
    assert (HospitalFlag.objects.count(), Case.objects.count(), Notice.objects.count()) == before


def test_who_was_not_included_comes_back_by_a_newer_flag_alone(
    publish: Any, person: int, nurse: Any, lead: Any
) -> None:
    publish("first", (person, "in_hospital", DAY, 8))
    act(lead, queued(person), Act.EXCLUDE)
    publish("second", (person, "in_hospital", DAY, 9))
    assert not Case.objects.open().filter(person=person).exists()
    publish("late", (person, "left_hospital", date(2018, 3, 27), 7))
    assert not Case.objects.open().filter(person=person).exists()
    publish("newer", (person, "readmitted", timezone.localdate() + timedelta(days=1), 7))
    case = queued(person)
    assert case.source == Source.RECORD_FLAG
    assert Case.objects.filter(person=person).count() == 2
    assert [flag.kind for flag in case.hospital_flags.all()] == ["readmitted"]


def test_who_is_in_no_list_at_their_own_wish_comes_to_their_team_by_an_event_of_their_care(
    publish: Any, person: int, team: Any, nurse: Any
) -> None:
    """The run tells no pattern of theirs; that they left hospital is told as a hospital itself would."""
    publish("first")
    Listing.objects.filter(person=person).delete()
    Unlisted.objects.create(person_id=person, neighbourhood=team.area)
    actions.keep_flags(by=None, rows=[(person, "left_hospital", DAY, 6)])
    assert actions.take_in_flags(by=None).found == 1
    case = queued(person)
    assert (case.team, case.tier) == (team, "")
    page = text(signed(nurse).get(reverse("teams:case", args=[person])))
    assert "Left hospital on 20 March 2018" in page


def test_a_death_on_record_closes_a_flag(publish: Any, person: int, active: Any, nurse: Any) -> None:
    case = active(0)
    act(nurse, case, Act.RECORD_DEATH)
    publish("first", (person, "left_hospital", timezone.localdate() + timedelta(days=1), 6))
    assert not Case.objects.open().exists()
    assert case.hospital_flags.count() == 1


def test_an_older_run_without_flags_leaves_what_teams_were_told(
    publish: Any, manchester: Any, person: int, nurse: Any
) -> None:
    publish("first", (person, "in_hospital", DAY, 9))

    old = FlaggedRun(manchester.run, "old", None)
    publish_run(by=None, run=old, store=manchester.store)  # type: ignore[arg-type]
    (flag,) = queued(person).hospital_flags.all()
    assert flag.in_words == "Was in hospital from 20 March 2018, admitted in an emergency"


def test_a_publication_that_fails_leaves_no_flag_and_nobody_told(
    publish: Any, person: int, lead: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (HospitalFlag.objects.filter(is_current=True).count(), HospitalFlag.objects.count())

    def fails(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("web.records.actions.record_write", fails)
    with pytest.raises(DatabaseError):
        publish("first", (person, "left_hospital", DAY, 6))
    assert (HospitalFlag.objects.filter(is_current=True).count(), HospitalFlag.objects.count()) == before
    assert not Case.objects.exists()
    assert not Notice.objects.exists()


def _queries(browser: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(page).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["teams:case_queue", "teams:case_find"])
def test_the_queries_of_a_page_do_not_grow_with_flags(
    name: str, publish: Any, somebody: Any, nurse: Any, team: Any
) -> None:
    browser, page = signed(nurse), reverse(name, args=[team.slug])
    nights = {"teams:case_queue": 6, "teams:case_find": 1}[name]
    people = [somebody(number).person_id for number in range(12)]
    publish("first", *((each, "left_hospital", DAY, nights) for each in people[:2]))
    assert browser.get(page).status_code == 200
    few = _queries(browser, page)
    kinds = ("left_hospital", "in_hospital")
    publish("second", *((each, kind, DAY, nights) for each in people for kind in kinds))
    assert _queries(browser, page) == few


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_at_once_find_everybody_once(manchester: Any) -> None:
    assert set(at_once(3, lambda: actions.take_in_flags(by=None))) == {"done"}
    cases = Case.objects.filter(source=Source.RECORD_FLAG)
    assert cases.exists()
    assert cases.count() == len(set(cases.values_list("person", flat=True)))
    written = AuditEntry.objects.filter(detail__startswith="found for ").count()
    assert written == cases.count()


@pytest.mark.django_db(transaction=True)
def test_a_nurse_who_finds_the_same_person_at_once_makes_no_second_case(
    publish: Any, person: int, somebody: Any, nurse: Any, team: Any
) -> None:
    publish("first")
    actions.keep_flags(by=None, rows=[(person, "left_hospital", DAY, 6)])
    listing, turn = somebody(0), iter(range(2))

    def either() -> None:
        if next(turn):
            actions.find(by=nurse, team=team, people=[listing], key=uuid.uuid4())
        else:
            actions.take_in_flags(by=None)

    assert at_once(2, either) == ["done", "done"]
    assert Case.objects.filter(person=person).count() == 1
    assert queued(person).hospital_flags.count() == 1
