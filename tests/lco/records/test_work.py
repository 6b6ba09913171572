"""Judgements come back from the web by pseudonym: known people are kept, everything else is set aside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lco.records.container import SourceRefused
from lco.records.load import kinds
from lco.records.sources.csv.format import FILES
from lco.store import Store
from lco.store.tables import TABLES
from tests.lco.records.loading import ANN, BOB, PEOPLE, counts, load, new_store, refused, rows, write

HEAD = "person,judged_on,ends_before,tier,reason\n"
DEATHS = "person_id,died_on\nP2,2018-01-15\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of Ann, and of Bob who has died."""
    made = new_store(tmp_path / "store")
    load(made, write(tmp_path / "people", {"people.csv": PEOPLE + ANN + BOB, "deaths.csv": DEATHS}))
    return made


def person(store: Store, born: date) -> int:
    """Return the pseudonym of who was born in a month."""
    return next(row["person"] for row in rows(store, "people") if row["born_on"] == born)


def ann(store: Store) -> int:
    return person(store, date(1950, 1, 1))


def bob(store: Store) -> int:
    return person(store, date(1980, 5, 1))


def test_work_is_a_kind_of_source() -> None:
    assert "work" in kinds()


def test_judgements_of_known_people_are_kept(store: Store, tmp_path: Path) -> None:
    text = f"{HEAD}{ann(store)},2018-03-01,2018-09-01,high,getting_worse\n{ann(store)},2018-04-01,,Low,5\n"
    loaded = load(store, write(tmp_path / "in", {"judgements.csv": text}), kind="work")
    assert counts(loaded) == {"judgements": (2, 2, 0, 0)}
    first = {"judged_on": date(2018, 3, 1), "ends_before": date(2018, 9, 1), "tier": 1, "reason": 2}
    second = {"judged_on": date(2018, 4, 1), "ends_before": None, "tier": 3, "reason": 5}
    assert rows(store, "judgements") == [{"person": ann(store), **one} for one in (first, second)]


def test_parquet_says_the_same_as_csv(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    table = pa.table(
        {
            "person": [ann(store), 7],
            "judged_on": [date(2018, 3, 1), date(2018, 3, 1)],
            "ends_before": pa.array([None, None], pa.date32()),
            "tier": pa.array([2, 2], pa.int8()),
            "reason": ["stable", "stable"],
        }
    )
    pq.write_table(table, folder / "judgements.parquet")
    loaded = load(store, folder, kind="work")
    assert counts(loaded) == {"judgements": (2, 1, 1, 0)}
    assert refused(store) == [("judgements", "judgements.parquet", 2, "unknown_person")]
    assert [(row["tier"], row["reason"]) for row in rows(store, "judgements")] == [(2, 5)]


def test_what_cannot_be_used_is_set_aside_with_its_reason(store: Store, tmp_path: Path) -> None:
    known = ann(store)
    lines = {
        "12345,2018-03-01,,high,other": "unknown_person",
        "P1,2018-03-01,,high,other": "wrong_type",
        ",2018-03-01,,high,other": "missing_person",
        f"{known},,,high,other": "missing_date",
        f"{known},2018-31-01,,high,other": "wrong_type",
        f"{known},2018-06-02,,high,other": "in_future",
        f"{known},1949-12-31,,high,other": "before_birth",
        f"{known},2018-03-01,2018-02-28,high,other": "ends_before_start",
        f"{known},2018-03-02,,,other": "unknown_word",
        f"{known},2018-03-02,,highest,other": "unknown_word",
        f"{known},2018-03-02,,high,": "unknown_word",
        f"{known},2018-03-02,,high": "wrong_cells",
        f"{bob(store)},2018-02-15,,high,other": "after_death",
    }
    text = HEAD + "".join(f"{line}\n" for line in lines)
    loaded = load(store, write(tmp_path / "in", {"judgements.csv": text}), kind="work")
    assert loaded.new_rows == 0
    assert [reason for *_, reason in refused(store)] == list(lines.values())
    assert [line for _, _, line, _ in refused(store)] == list(range(2, len(lines) + 2))


def test_loaded_again_is_0_new_and_more_of_it_adds_what_is_new(store: Store, tmp_path: Path) -> None:
    first = f"{HEAD}{ann(store)},2018-03-01,,high,getting_worse\n"
    load(store, write(tmp_path / "a", {"judgements.csv": first}), kind="work")
    again = load(store, write(tmp_path / "a", {"judgements.csv": first}), kind="work")
    assert (again.new_rows, again.batch) == (0, None)
    more = first + f"{ann(store)},2018-04-01,2018-04-01,high,getting_worse\n"
    loaded = load(store, write(tmp_path / "b", {"judgements.csv": more}), kind="work")
    assert counts(loaded) == {"judgements": (2, 1, 0, 1)}
    assert len(rows(store, "judgements")) == 2


def test_one_person_has_one_judgement_a_day(store: Store, tmp_path: Path) -> None:
    text = HEAD + f"{ann(store)},2018-03-01,,high,other\n{ann(store)},2018-03-01,,low,other\n"
    load(store, write(tmp_path / "in", {"judgements.csv": text}), kind="work")
    assert [row["tier"] for row in rows(store, "judgements")] == [1]
    assert refused(store) == [("judgements", "judgements.csv", 3, "duplicate")]


def test_an_empty_store_knows_nobody(tmp_path: Path) -> None:
    empty = new_store(tmp_path / "store")
    text = f"{HEAD}1,2018-03-01,,high,other\n"
    loaded = load(empty, write(tmp_path / "in", {"judgements.csv": text}), kind="work")
    assert counts(loaded) == {"judgements": (1, 0, 1, 0)}


def test_no_judgement_at_all_is_no_fault(store: Store, tmp_path: Path) -> None:
    loaded = load(store, write(tmp_path / "in", {"judgements.csv": HEAD}), kind="work")
    assert counts(loaded) == {"judgements": (0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"notes.csv": HEAD}, "There is no judgements.csv, cases.csv"),
        ({"judgements.csv": HEAD, "old/judgements.csv": HEAD}, "are both there: keep one"),
        ({"judgements.csv": "person,judged_on,tier,reason\n"}, "has no column 'ends_before'"),
        ({"judgements.csv": HEAD.replace("\n", ",note\n")}, "nothing that says who a person is"),
        ({"judgements.parquet": "no parquet"}, "is no Parquet file or is damaged"),
    ],
)
def test_a_source_that_cannot_be_read_is_refused_in_a_sentence(
    store: Store, tmp_path: Path, files: dict[str, str | bytes], sentence: str
) -> None:
    before = len(store.batches())
    with pytest.raises(SourceRefused, match=sentence):
        load(store, write(tmp_path / "in", files), kind="work")
    assert len(store.batches()) == before


def test_the_platforms_own_format_carries_judgements_too(store: Store, tmp_path: Path) -> None:
    left_out = {"cases", "case_events", "plans", "tasks", "connections"}  # they carry numbers of ours
    assert list(FILES) == [name for name in TABLES if name not in left_out]
    text = "person_id,judged_on,ends_before,tier,reason\nP1,2018-03-01,,rising,\nP1,2018-03-02,,,stable\n"
    load(store, write(tmp_path / "in", {"judgements.csv": text}))
    assert [(row["tier"], row["reason"]) for row in rows(store, "judgements")] == [(2, 0)]
    assert refused(store) == [("judgements", "judgements.csv", 3, "unknown_word")]


@pytest.mark.parametrize("strange", [[["a list"]], [b"\xff\xfe"], [1.5], [None]], ids=repr)
def test_parquet_of_strange_types_is_set_aside(store: Store, tmp_path: Path, strange: list[object]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    values = {"judged_on": [date(2018, 3, 1)], "ends_before": [None], "tier": [1], "reason": ["other"]}
    pq.write_table(pa.table({"person": strange, **values}), folder / "judgements.parquet")
    loaded = load(store, folder, kind="work")
    assert counts(loaded) == {"judgements": (1, 0, 1, 0)}
