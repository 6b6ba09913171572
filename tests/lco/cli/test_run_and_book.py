"""``lco run`` and ``lco book`` as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lco.board.open_book import explain
from lco.cli.__main__ import build
from lco.cli.book import _lines
from lco.cli.memory import peak_bytes
from lco.cli.say import Refused
from lco.store import Store
from lco.store.runs import published_run
from tests.support.smalltown import fill


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The people of Smalltown as if they were Manchester's: their wards are in none of its areas."""
    return fill(tmp_path / "store", place="manchester")


def lco(*arguments: str) -> None:
    """Run the command line in this process."""
    build()(arguments, standalone_mode=False)


def test_a_run_says_what_it_published(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lco("run", "manchester", "--store", str(store.path))
    said, steps = capsys.readouterr()
    run = published_run(store)
    assert f"Published run {run.run_id} of Manchester, as of 2018-04-01." in said
    assert "people   38" in said
    assert "check records" in steps


def test_a_run_is_printed_as_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lco("run", "manchester", "--store", str(store.path), "--json", "--index-on", "2018-01-01")
    said = json.loads(capsys.readouterr().out)
    assert said["index_on"] == "2018-01-01"
    assert said["run_id"] == published_run(store).run_id
    assert all(step["peak_bytes"] > 10_000_000 for step in said["steps"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("atlantis",), "there is no place 'atlantis'; choose one of: bury, manchester, rochdale"),
        (("bury",), "belongs to manchester, not to bury"),
        (("manchester", "--index-on", "soon"), "'soon' is no day for --index-on: write it like 2018-04-01"),
    ],
)
def test_a_run_is_refused_with_a_sentence(arguments: tuple[str, ...], sentence: str, store: Store) -> None:
    with pytest.raises(Refused, match=sentence):
        lco("run", *arguments, "--store", str(store.path))
    assert not (store.path / "runs").exists()


def test_a_run_without_a_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There is no store at .*: load records first"):
        lco("run", "manchester", "--store", str(tmp_path / "nowhere"))


@pytest.fixture
def published(store: Store, capsys: pytest.CaptureFixture[str]) -> Store:
    """The store with a published run."""
    lco("run", "manchester", "--store", str(store.path))
    capsys.readouterr()
    return store


def test_the_book_shows_a_figure_down_to_the_paper(
    published: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    lco("book", "show", "published", "finance/gap/difference", "--store", str(published.path))
    said = capsys.readouterr().out
    assert "working: 18,355 printed - 18,355 computed = 0." in said
    assert "working: 49,439 - 19,689 - 11,395 = 18,355." in said
    assert "places/manchester/gap.csv:2" in said
    assert "Draft Prospectus for commissioning" in said


def test_the_book_stops_at_the_depth_asked_for(published: Store, capsys: pytest.CaptureFixture[str]) -> None:
    for depth in ("0", "1"):
        lco(
            "book",
            "show",
            "published",
            "population/manchester",
            "--store",
            str(published.path),
            "--depth",
            depth,
        )
    nearest, nearer = capsys.readouterr().out.split("Run ")[1:]
    assert "made from" in nearest.splitlines()[-1]
    assert nearest.rstrip().endswith("more: give a greater --depth")
    assert "[population/north]" not in nearest
    assert "[population/north]" in nearer
    assert "[batch/" not in nearer


def test_the_book_is_printed_as_json(published: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lco("book", "show", "latest", "population/manchester", "--store", str(published.path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["id"], said["value"], said["unit"]) == ("population/manchester", 38.0, "people")
    assert [each["kind"] for each in said["inputs"]] == ["definition", *["figure"] * 4]


def test_the_book_lists_figures(published: Store, capsys: pytest.CaptureFixture[str]) -> None:
    lco("book", "list", "latest", "--store", str(published.path), "--beginning", "finance/gap/")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert lines[-1].split() == ["finance/gap/transformation", "-11,395", "GBP", "thousand"]
    lco("book", "list", "latest", "--store", str(published.path), "--json")
    assert len(json.loads(capsys.readouterr().out)) == len(published_run(published).figures)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "latest", "population/north_"), "did you mean population/north"),
        (("show", "never", "population/north"), "There is no run 'never'"),
        (("list", "latest", "--beginning", "x/"), "No figure of the run begins with 'x/'"),
    ],
)
def test_the_book_refuses_with_a_sentence(
    arguments: tuple[str, ...], sentence: str, published: Store
) -> None:
    with pytest.raises(Refused, match=sentence):
        lco("book", *arguments, "--store", str(published.path))


def test_what_was_shown_is_not_shown_again(published: Store) -> None:
    lines = list(_lines(explain(published_run(published), "population/manchester"), shown=set(), depth=None))
    assert sum("Batch 0001-example" in line and "see above" not in line for line in lines) == 1
    assert len(lines) < 300


def test_memory_is_measured_in_bytes() -> None:
    peak_bytes()
    block = bytearray(200_000_000)
    with_block = peak_bytes()
    del block
    peak_bytes()
    assert with_block - peak_bytes() > 150_000_000
