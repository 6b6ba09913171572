"""Judgements on their way back to the records: what goes, what stays, and that the folder is whole."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lco.engine import connect
from lco.population.judgements import judgements_on
from lco.population.tables import Records
from lco.records.load import load_source
from lco.records.tables import JudgementReason
from lco.store import Store, open_store
from tests.journeys.manchester import FIRST_TEAM
from web.audit.models import Act, AuditEntry
from web.population.models import Listing
from web.teams import actions, queries
from web.teams.models import Judgement, Team
from web.teams.sending import SendingRefused

pytestmark = pytest.mark.django_db
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


def lines(folder: Path) -> list[str]:
    return (folder / "judgements.csv").read_text(encoding="utf-8").splitlines()


def test_pseudonyms_days_and_codes_go_and_nothing_else(nurse: Any, manchester: Any, tmp_path: Path) -> None:
    who = people()[0]
    made = judge(nurse, who, days_ago=3)
    assert actions.send_judgements(by=None, folder=tmp_path / "sent") == 1
    head, line = lines(tmp_path / "sent")
    assert head == "person,judged_on,ends_before,tier,reason"
    assert line == f"{who.person_id},{made.judged_on},{made.ends_before},high,home_or_carer"
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]
    (row,) = AuditEntry.objects.filter(object_kind="judgements")
    assert (row.act, row.detail, row.user) == (Act.WRITE, "sent 1 judgements to the analysis", None)


def test_a_day_is_told_once_it_is_over_and_by_the_last_thing_said_on_it(
    nurse: Any, manchester: Any, tmp_path: Path
) -> None:
    one, other, *_ = people()
    judge(nurse, one, days_ago=3, tier="low")
    judge(nurse, one, days_ago=3, tier="high")
    judge(nurse, one, days_ago=1, tier="rising")
    judge(nurse, other, days_ago=0)
    assert actions.send_judgements(by=None, folder=tmp_path / "sent") == 2
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
        actions.send_judgements(by=None, folder=tmp_path / folder)
        loaded = load_source(
            tmp_path / folder, kind="work", store=store, key=b"k" * 32, loaded_at=datetime.now(UTC)
        )
        assert loaded.new_rows == new
    assert held(store, timezone.localdate()) == {kept.person_id: "high"}
    assert set(held(store, timezone.localdate() - timedelta(days=3))) == {kept.person_id, changed.person_id}


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
            actions.send_judgements(by=None, folder=tmp_path / folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]
    assert not AuditEntry.objects.filter(object_kind="judgements").exists()


def test_a_folder_half_written_never_stands_under_its_name(
    manchester: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("web.teams.sending.sync_file", full)
    with pytest.raises(SendingRefused, match="No space left on device"):
        actions.send_judgements(by=None, folder=tmp_path / "sent")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_how_many_and_refuses_in_a_sentence(
    nurse: Any, manchester: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judge(nurse, people()[0], days_ago=1)
    call_command("send_judgements", to=tmp_path / "sent")
    assert capsys.readouterr().out == f"1 judgements written to {tmp_path / 'sent'}.\n"
    with pytest.raises(CommandError, match="give a new folder") as refused:
        call_command("send_judgements", to=tmp_path / "sent")
    assert refused.value.returncode == 2
