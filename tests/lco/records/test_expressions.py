"""Days from texts, judged against the time zone database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import pytest

from lco import engine
from lco.records.expressions import day, first_of_month, words

LONDON = ZoneInfo("Europe/London")


def evaluate(texts: list[str | None]) -> list[date | None]:
    table = ibis.memtable({"text": texts}, schema={"text": "string"})
    held = engine.hold(engine.connect(), table.select(on=day(table.text)), "days")
    return list(held.to_pyarrow()["on"].to_pylist())


def test_instants_in_utc_fall_on_the_day_in_london() -> None:
    begins = datetime(2015, 1, 1, 0, 30, tzinfo=UTC)
    instants = [
        begins + timedelta(hours=hour) for hour in range(0, 24 * 365 * 4, 1) if hour % 24 in {0, 22, 23}
    ]
    texts: list[str | None] = [instant.isoformat() for instant in instants]
    assert evaluate(texts) == [instant.astimezone(LONDON).date() for instant in instants]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2017-05-04", date(2017, 5, 4)),
        ("2017-05-04T23:30:00+01:00", date(2017, 5, 4)),
        ("2017-05-04T23:30:00Z", date(2017, 5, 5)),
        ("2017-05", date(2017, 5, 1)),
        ("2017", date(2017, 1, 1)),
        ("2016-02-29", date(2016, 2, 29)),
        ("2017-02-29", None),
        ("2017-13-01", None),
        ("04/05/2017", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_a_day_or_nothing(text: str | None, on: date | None) -> None:
    assert evaluate([text]) == [on]


def test_control_characters_leave_words_and_other_scripts_stay() -> None:
    table = ibis.memtable({"text": [" Zoë\x00\tO'Neill ", "\x00", "山田 太郎", "عمر"]})
    found = engine.connect().to_pyarrow(table.select(text=words(table.text)))
    assert found["text"].to_pylist() == ["ZoëO'Neill", None, "山田 太郎", "عمر"]


def test_the_first_of_a_month() -> None:
    table = ibis.memtable({"on": [date(2016, 2, 29)]})
    held = engine.hold(engine.connect(), table.select(on=first_of_month(table.on)), "months")
    assert held.to_pyarrow()["on"].to_pylist() == [date(2016, 2, 1)]
