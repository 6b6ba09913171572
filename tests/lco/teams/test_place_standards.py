"""What a place sets itself: read from its pack and used, or refused by file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lco.cli.__main__ import main
from lco.place.pack import PackRefused, load_place, place_ids
from lco.store import open_store
from lco.teams.place_standards import quorum_of, standards_of
from lco.teams.quorum import STANDARD
from lco.teams.standard import MOST, Unit
from lco.teams.standards import STANDARDS, StandardRefused, contradictions, standards
from lco.teams.workflow import State
from tests.support.own_standards import copied_pack, row, write_quorum, write_standards

DAY = date(2026, 8, 6)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of Manchester's pack."""
    return copied_pack(tmp_path)


@pytest.fixture
def check(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """Check the copy by command; return what it said, which must be a refusal."""

    def run() -> str:
        words = ["lco", "place", "check", "manchester", "--places", str(pack.parent)]
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == 2
        return capsys.readouterr().err.strip()

    return run


def test_a_place_without_a_file_of_its_own_works_to_the_platforms() -> None:
    for place in place_ids():
        facts = load_place(place)
        assert standards_of(facts).values == standards().values
        assert standards_of(facts).own == {}
        assert quorum_of(facts) is STANDARD


def test_a_place_sets_its_own_and_keeps_all_others(pack: Path) -> None:
    write_standards(pack, row("days_found", 10), row("weeks_steady", 20), row("minutes_break_glass", 30))
    known = standards_of(load_place("manchester", root=pack.parent))
    assert known.days_in(State.FOUND) == 10
    assert known.longest_review(2, on=DAY) == DAY + timedelta(weeks=20)
    assert known["minutes_break_glass"] == 30
    assert {name for name in STANDARDS if known[name] != STANDARDS[name].value} == set(known.own)
    own = known.own["days_found"]
    assert (own.value, own.note) == (10, "Agreed by the teams")
    assert own.cite == "places/manchester/work_standards.csv:2"
    assert own.source.endswith(", set by the place")


def test_a_place_sets_every_standard(pack: Path) -> None:
    least = {name: each.least for name, each in STANDARDS.items()}
    assert list(contradictions(standards(least))) == list(contradictions(standards())) == []
    write_standards(pack, *(row(name, value) for name, value in least.items()))
    known = standards_of(load_place("manchester", root=pack.parent))
    assert known.values == least
    assert set(known.own) == set(STANDARDS)


@pytest.mark.parametrize(
    ("rows", "line", "sentence"),
    [
        (("days_lost,3,days,",), 2, "there is no standard 'days_lost'; take one of the reference"),
        (("days_found,0,days,",), 2, "'days_found' cannot be 0; it is 1 or more and at most 3660 days"),
        (("days_found,-4,days,",), 2, "'days_found' cannot be -4; it is 1 or more"),
        (
            ("minutes_break_glass,1441,minutes,",),
            2,
            "cannot be 1,441; it is 1 or more and at most 1440 minutes",
        ),
        (("minutes_meeting,300,minutes,",), 2, "cannot be 300; it is 15 or more and at most 240 minutes"),
        (
            ("age_child_care,17,years of age,",),
            2,
            "cannot be 17; it is 18 or more and at most 120",
        ),
        (("refreshes_lower,3,refreshes,",), 2, "cannot be 3; it is 1 or more and at most 2 refreshes"),
        (
            ("minutes_meeting,60,minutes,", "minutes_person,51,minutes,"),
            3,
            "with this 'minutes_person' a meeting of 60 minutes leaves no time for one person; change one of",
        ),
        (
            ("days_ask_how,57,days,", "months_ask_how,2,months,"),
            3,
            "lies further ahead than it may",
        ),
        (("days_quiet,7,days,", "days_found,4,weeks,"), 3, "'days_found' is counted in days, not in 'weeks'"),
        (("days_found,4,days,", "days_found,5,days,"), 3, "id 'days_found' is doubled: it stands in line 2"),
        (("days_found,2.5,days,",), 2, "'2.5' in column 'value'; it must be a whole number"),
        (("days_found,,days,",), 2, "column 'value' is empty"),
        (("days_found,7,,",), 2, "column 'unit' is empty"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_with_file_and_line(
    rows: tuple[str, ...], line: int, sentence: str, pack: Path, check: Callable[[], str]
) -> None:
    write_standards(pack, *rows)
    said = check()
    assert f"work_standards.csv:{line}: " in said
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_a_row_names_the_paper_that_sets_it(pack: Path, check: Callable[[], str]) -> None:
    (pack / "work_standards.csv").write_text("id,value,unit,source,section\ndays_found,7,days,,\n")
    assert "work_standards.csv:2: the row has no source" in check()


def test_every_wrong_row_has_its_sentence(pack: Path, check: Callable[[], str]) -> None:
    write_standards(pack, "days_lost,3,days,", "days_found,0,days,", "weeks_steady,5,months,")
    assert re.findall(r"work_standards.csv:(\d+): ", check()) == ["2", "3", "4"]


def test_the_seats_of_a_place_stand_in_place_of_the_platforms(pack: Path) -> None:
    write_quorum(pack, "2,nursing;therapy,", "1,general_practice,", "3,nursing,")
    rule = quorum_of(load_place("manchester", root=pack.parent))
    titles = [seat.title for seat in rule.seats]
    assert titles == ["General practice", "Community nursing or therapy", "Community nursing"]
    assert rule.source.startswith("Set by Manchester: ")
    assert rule.source.endswith("set by the place. A team may set another rule.")


@pytest.mark.parametrize(
    ("rows", "line", "sentence"),
    [
        (
            ("1,general_practice,", "2,nursing;wizardry,"),
            3,
            "there is no role set 'wizardry'; use general_practice",
        ),
        (("1,,",), 2, "column 'role_sets' is empty; name who fills the seat"),
        (("0,nursing,",), 2, "there is no seat 0; number the seats from 1"),
        (("1,nursing,", "1,therapy,"), 3, "seat '1' is doubled: it stands in line 2"),
    ],
)
def test_seats_that_cannot_be_are_refused_by_file_and_line(
    rows: tuple[str, ...], line: int, sentence: str, pack: Path, check: Callable[[], str]
) -> None:
    write_quorum(pack, *rows)
    said = check()
    assert f"quorum_roles.csv:{line}: " in said
    assert sentence in said


def test_a_pack_that_was_not_checked_is_refused_where_it_is_used(pack: Path) -> None:
    write_standards(pack, "days_lost,3,days,")
    write_quorum(pack, "1,wizardry,")
    facts = load_place("manchester", root=pack.parent)
    for read in (standards_of, quorum_of):
        with pytest.raises(PackRefused, match=r"places/manchester/(work_standards|quorum_roles).csv:2"):
            read(facts)


def test_nothing_is_served_of_a_place_whose_standards_cannot_be(
    pack: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write_standards(pack, "days_found,0,days,")
    monkeypatch.setattr("lco.place.pack.packs_folder", lambda: pack.parent)
    open_store(tmp_path / "store", place="manchester", create=True)
    monkeypatch.setattr("sys.argv", ["lco", "serve", "--store", str(tmp_path / "store")])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "places/manchester/work_standards.csv:2: 'days_found' cannot be 0" in capsys.readouterr().err


@given(st.sampled_from(sorted(STANDARDS)), st.integers(-10, 10**6))
def test_a_value_is_kept_as_set_or_refused(name: str, value: int) -> None:
    if STANDARDS[name].least <= value <= STANDARDS[name].greatest:
        assert standards({name: value})[name] == value
    else:
        with pytest.raises(StandardRefused, match=f"'{name}' must be"):
            standards({name: value})


def test_the_platforms_own_values_are_such_as_a_place_could_set() -> None:
    assert set(MOST) == set(Unit)
    assert standards({name: each.value for name, each in STANDARDS.items()}).values == standards().values
    for each in STANDARDS.values():
        assert each.title[:1].isupper()
        assert not each.note.endswith(".")
