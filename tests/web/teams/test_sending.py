"""The teams' work on its way back to the records: what goes, what stays, and that the folder is whole."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from lco.engine import connect
from lco.population.judgements import judgements_on
from lco.population.tables import Records
from lco.records.load import load_source
from lco.records.tables import JudgementReason
from lco.store import Store, open_store
from lco.teams.workflow import Act
from tests.journeys.manchester import FIRST_TEAM
from web.audit import models as audit
from web.audit.models import AuditEntry
from web.population.models import Listing
from web.teams import actions, queries
from web.teams.cases import actions as cases
from web.teams.cases.models import Case
from web.teams.models import Judgement, Team
from web.teams.sending import SendingRefused
from web.teams.work.actions import add_task, finish_task

pytestmark = pytest.mark.django_db
REASONS = {Act.INCLUDE: "frail", Act.DECLINE: "not_now"}
NOTE = "Her husband died in May"


@pytest.fixture
def nurse(teamed: Callable[..., Any]) -> Any:
    """A member of the first team."""
    return teamed("team_member", name="Grace Adeyemi")


def people() -> list[Listing]:
    return list(queries.people_of(Team.objects.get(slug=FIRST_TEAM)).order_by("rank")[:4])


def judge(by: Any, who: Listing, days_ago: int, tier: str = "high", *, holds_for: int = 100) -> Judgement:
    latest = Judgement.objects.filter(person=who.person_id).order_by("-pk").first()
    day = timezone.localdate() - timedelta(days=days_ago)
    decision = actions.Decision(
        tier, JudgementReason.HOME_OR_CARER, day + timedelta(days=holds_for), note=NOTE
    )
    return actions.judge(
        by=by,
        listing=who,
        decision=decision,
        key=uuid.uuid4(),
        after=latest.pk if latest else None,
        judged_on=day,
    )


def lines(folder: Path, name: str = "judgements") -> list[str]:
    return (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()


def back(days: int) -> datetime:
    """Return noon of a day so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(12)))


def case_of(who: Listing, days_ago: int, acts: dict[Act, int], by: Any) -> Case:
    """Open a case so many days ago and do acts on it, each so many days ago."""
    with time_machine.travel(back(days_ago), tick=False):
        case = cases.open_case(
            by=by,
            person=who.person,
            team=Team.objects.get(slug=FIRST_TEAM),
            source="referral",
            key=uuid.uuid4(),
        )
    for act, days in acts.items():
        with time_machine.travel(back(days), tick=False):
            cases.advance(by=by, case=case, act=act, key=uuid.uuid4(), reason=REASONS.get(act, ""), note=NOTE)
    return case


def test_pseudonyms_days_and_codes_go_and_nothing_else(nurse: Any, manchester: Any, tmp_path: Path) -> None:
    who = people()[0]
    made = judge(nurse, who, days_ago=3)
    assert actions.send_work(by=None, folder=tmp_path / "sent")["judgements"] == 1
    head, line = lines(tmp_path / "sent")
    assert head == "person,judged_on,ends_before,tier,reason"
    assert line == f"{who.person_id},{made.judged_on},{made.ends_before},high,home_or_carer"
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]
    (row,) = AuditEntry.objects.filter(object_kind="work")
    assert (row.act, row.user) == (audit.Act.WRITE, None)
    assert row.detail == (
        "sent 1 judgements, 0 cases, 0 case events, 0 plans, 0 tasks, 0 connections, "
        "0 opt outs to the analysis"
    )


def test_a_day_is_told_once_it_is_over_and_by_the_last_thing_said_on_it(
    nurse: Any, manchester: Any, tmp_path: Path
) -> None:
    one, other, *_ = people()
    judge(nurse, one, days_ago=3, tier="low")
    judge(nurse, one, days_ago=3, tier="high")
    judge(nurse, one, days_ago=1, tier="rising")
    judge(nurse, other, days_ago=0)
    assert actions.send_work(by=None, folder=tmp_path / "sent")["judgements"] == 2
    assert [line.split(",")[3] for line in lines(tmp_path / "sent")[1:]] == ["high", "rising"]


def test_what_was_sent_comes_back_as_records(nurse: Any, manchester: Any, tmp_path: Path) -> None:
    kept, changed, *_ = people()
    judge(nurse, kept, days_ago=5)
    judge(nurse, changed, days_ago=5)
    Judgement.objects.create(
        person_id=changed.person_id,
        act="withdrawn",
        tier="high",
        reason=int(JudgementReason.HOME_OR_CARER),
        judged_on=timezone.localdate() - timedelta(days=2),
        ends_before=timezone.localdate() - timedelta(days=2),
        judged_by=nurse,
        key=uuid.uuid4(),
    )
    shutil.copytree(manchester.store.path, tmp_path / "store")
    store = open_store(tmp_path / "store")
    for folder, new in (("first", 3), ("second", 0)):
        actions.send_work(by=None, folder=tmp_path / folder)
        loaded = load_source(
            tmp_path / folder, kind="work", store=store, key=b"k" * 32, loaded_at=datetime.now(UTC)
        )
        assert loaded.new_rows == new
    assert held(store, timezone.localdate()) == {kept.person_id: "high"}
    assert set(held(store, timezone.localdate() - timedelta(days=3))) == {kept.person_id, changed.person_id}


def test_acts_and_tasks_go_without_a_word_or_a_name(nurse: Any, manchester: Any, tmp_path: Path) -> None:
    who = people()[0]
    case = case_of(who, 40, {Act.INCLUDE: 20, Act.INVITE: 10, Act.DECLINE: 0}, nurse)
    told = {"by": nurse, "team": case.team, "title": NOTE, "due_on": back(3).date()}
    with time_machine.travel(back(9), tick=False):
        done, late = (add_task(**told, key=uuid.uuid4(), case=case, owner=nurse) for _ in range(2))
    with time_machine.travel(back(4), tick=False):
        finish_task(by=nurse, task=done, outcome=NOTE)
    finish_task(by=nurse, task=late, outcome=NOTE)
    actions.send_work(by=None, folder=tmp_path / "sent")
    area = case.team.area
    assert lines(tmp_path / "sent", "cases")[1:] == [
        f"{who.person_id},{case.pk},{back(40).date()},referral,{area}"
    ]
    first, second = case.events.order_by("pk")[:2]
    # The person declined today: that is told tomorrow.
    assert lines(tmp_path / "sent", "case_events")[1:] == [
        f"{who.person_id},{case.pk},{first.pk},{back(20).date()},include,found,included,{area},frail",
        f"{who.person_id},{case.pk},{second.pk},{back(10).date()},invite,included,invited,{area},",
    ]
    assert lines(tmp_path / "sent", "tasks")[1:] == [
        f"{who.person_id},{done.pk},{back(9).date()},{back(3).date()},{back(4).date()},done",
        f"{who.person_id},{late.pk},{back(9).date()},{back(3).date()},,open",
    ]
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "sent").iterdir())
    assert NOTE not in written and nurse.name not in written


def test_the_work_of_a_team_comes_back_as_records(nurse: Any, manchester: Any, tmp_path: Path) -> None:
    case = case_of(people()[0], 40, {Act.INCLUDE: 20, Act.INVITE: 10}, nurse)
    shutil.copytree(manchester.store.path, tmp_path / "store")
    store = open_store(tmp_path / "store")
    for folder, new in (("first", 3), ("second", 0)):
        actions.send_work(by=None, folder=tmp_path / folder)
        loaded = load_source(
            tmp_path / folder, kind="work", store=store, key=b"k" * 32, loaded_at=timezone.now()
        )
        assert loaded.new_rows == new
        assert all(row.quarantined == 0 for row in loaded.rows)
    con = connect()
    (row,) = con.to_pyarrow(store.table(con, "cases")).to_pylist()
    codes = {each["code"]: each["text"] for each in con.to_pyarrow(store.codes(con)).to_pylist()}
    assert (row["case"], row["opened_on"], codes[row["area"]]) == (case.pk, back(40).date(), case.team.area)


def held(store: Store, on: date) -> dict[int, str]:
    con = connect()
    records = Records(con, {"judgements": store.table(con, "judgements")}, store.codes(con))
    rows = con.to_pyarrow(judgements_on(records, on)).to_pylist()
    return {row["person"]: row["judged_tier"] for row in rows}


def test_nothing_is_overwritten_and_a_folder_that_cannot_be_written_is_not_told(
    manchester: Any, tmp_path: Path
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("")
    for folder, sentence in (("there", "is there already"), ("file/inside", "cannot be written")):
        with pytest.raises(SendingRefused, match=sentence):
            actions.send_work(by=None, folder=tmp_path / folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]
    assert not AuditEntry.objects.filter(object_kind="work").exists()


def test_a_folder_half_written_never_stands_under_its_name(
    manchester: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("web.teams.sending.sync_file", full)
    with pytest.raises(SendingRefused, match="No space left on device"):
        actions.send_work(by=None, folder=tmp_path / "sent")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_how_many_and_refuses_in_a_sentence(
    nurse: Any, manchester: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge(nurse, people()[0], days_ago=1)
    call_command("send_work", to=tmp_path / "sent")
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [f"Written to {tmp_path / 'sent'}:", "  judgements   1"]
    with pytest.raises(CommandError, match="give a new folder") as refused:
        call_command("send_work", to=tmp_path / "sent")
    assert refused.value.returncode == 2
