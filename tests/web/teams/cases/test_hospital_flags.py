"""Hospital flags of a run come to the queue once, tell who acts once, and stay answered."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from lco.periods import whole_years
from lco.teams.workflow import Act, State
from tests.web.teams.cases.acting import act, signed
from tests.web.teams.cases.reading import text
from web.records.actions import publish_run
from web.records.models import Person
from web.teams.cases import actions
from web.teams.cases.models import Case, HospitalFlag, Source
from web.teams.work.models import Notice

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 20)
Row = tuple[int, str, date, int]


class FlaggedRun:
    """The run of the little Manchester under another id, with the flags given."""

    def __init__(self, run: Any, run_id: str, flags: Sequence[Row]) -> None:
        self.run_id, self._run, self._flags = run_id, run, flags
        self.manifest = dataclasses.replace(run.manifest, run_id=run_id)

    def table(self, con: Any, name: str) -> Any:
        """Return a table of the run, or the flags."""
        if name != "hospital_flags":
            return self._run.table(con, name)
        types = [("person", pa.int64()), ("kind", pa.string()), ("on", pa.date32()), ("count", pa.int32())]
        columns = [[row[number] for row in self._flags] for number in range(len(types))]
        return ibis.memtable(pa.table(columns, schema=pa.schema(types)))


@pytest.fixture
def publish(manchester: Any) -> Callable[..., None]:
    """Publish a run with the flags given: ``publish("first", (person, kind, on, count), ...)``."""

    def run(run_id: str, *flags: Row) -> None:
        made = FlaggedRun(manchester.run, run_id, flags)
        publish_run(by=None, run=made, store=manchester.store)  # type: ignore[arg-type]

    return run


@pytest.fixture
def person(somebody: Any) -> int:
    """The first of the first team's people."""
    return int(somebody(0).person_id)


def queued(person: int) -> Case:
    return Case.objects.open().get(person=person)


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


def test_on_the_caseload_the_coordinator_is_told_once_and_without_a_name(
    publish: Any, active: Any, nurse: Any, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    case = active(0)
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        publish("first", (case.person_id, "left_hospital", DAY, 6), (case.person_id, "attended", DAY, 3))
    publish("second", (case.person_id, "left_hospital", DAY, 6), (case.person_id, "attended", DAY, 3))
    (notice,) = Notice.objects.filter(to=nurse)
    assert notice.about == "The records tell of a stay in hospital or at A&E."
    assert notice.address == reverse("teams:case", args=[case.person_id])
    assert all(case.person.family_name not in f"{each.subject} {each.body}" for each in mail.outbox)
    assert Case.objects.count() == 1
    assert case.hospital_flags.count() == 2
