"""The kinds of flags: what they say, that each threshold tells where it comes from, and what a place sets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lco.cli.place import app
from lco.place.pack import PackRefused, load_place, place_ids
from lco.teams.hospital_flags import Flag, FlagKind, flag_rules_of, rule_of, rules
from tests.support.own_standards import copied_pack

HEAD = "id,within_days,least,finds_from,finds_from_age,gap_days,triage_days,note,source,section"
OWN = "left_hospital,7,2,5,65,,1,,own_design,what our teams can look at in a week"


def said(kind: FlagKind, count: int, *, is_current: bool = True) -> str:
    return rule_of(kind, rules()).in_words(Flag(kind, date(2018, 3, 3), count), is_current=is_current)


def test_a_flag_is_said_in_plain_words() -> None:
    assert said(FlagKind.LEFT_HOSPITAL, 6) == (
        "Left hospital on 3 March 2018 after 6 nights, admitted in an emergency"
    )
    assert said(FlagKind.LEFT_HOSPITAL, 1).endswith("after 1 night, admitted in an emergency")
    assert said(FlagKind.READMITTED, 1) == (
        "Back in hospital in an emergency on 3 March 2018, 1 day after leaving it"
    )
    assert said(FlagKind.ATTENDED, 4) == "At A&E on 4 days of 90, the last on 3 March 2018"


def test_a_stay_that_the_run_no_longer_shows_is_told_as_past() -> None:
    assert said(FlagKind.IN_HOSPITAL, 9) == "In hospital since 3 March 2018, admitted in an emergency"
    assert said(FlagKind.IN_HOSPITAL, 9, is_current=False) == (
        "Was in hospital from 3 March 2018, admitted in an emergency"
    )


def test_every_kind_is_declared_once_and_says_where_its_thresholds_come_from() -> None:
    assert [rule.id for rule in rules()] == list(FlagKind)
    for rule in rules():
        assert rule.note.startswith("Design choice: ")
        assert 1 <= rule.least <= rule.finds_from
        assert rule.triage_days >= 1


def test_only_a_pattern_in_everybodys_records_is_stratification() -> None:
    assert [rule.id for rule in rules() if rule.honours_opt_out] == [FlagKind.ATTENDED]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the pack of Manchester, to be given flags of its own."""
    return copied_pack(tmp_path)


def test_a_place_that_sets_nothing_has_the_kinds_of_the_platform() -> None:
    for place in place_ids():
        assert flag_rules_of(load_place(place)) == rules()


def test_a_place_sets_the_thresholds_of_a_kind_and_leaves_the_others(pack: Path) -> None:
    (pack / "hospital_flags.csv").write_text(f"{HEAD}\n{OWN}\n")
    own = flag_rules_of(load_place("manchester", root=pack.parent))
    left = rule_of(FlagKind.LEFT_HOSPITAL, own)
    assert (left.within_days, left.least, left.finds_from, left.finds_from_age) == (7, 2, 5, 65)
    assert left.triage_days == 1
    assert left.note.startswith("Set by Manchester: ")
    assert [rule for rule in own if rule.id is not left.id] == [
        rule for rule in rules() if rule.id is not left.id
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("left_home,7,2,5,65,,1,,own_design,here", "there is no kind of flag 'left_home'"),
        ("left_hospital,0,2,5,65,,1,,own_design,here", "'within_days' cannot be 0"),
        ("left_hospital,7,2,5,-1,,1,,own_design,here", "'finds_from_age' cannot be -1"),
        ("left_hospital,7,2,5,65,,99999,,own_design,here", "'triage_days' cannot be 99,999"),
        ("left_hospital,7,6,5,65,,1,,own_design,here", "'finds_from' is 5 and 'least' is 6"),
        ("left_hospital,7,2,5,65,30,1,,own_design,here", "'gap_days' of 'left_hospital' is 30"),
        ("readmitted,30,1,1,18,,2,,own_design,here", "'gap_days' of 'readmitted' is None"),
        ("readmitted,30,1,1,18,-3,2,,own_design,here", "'gap_days' of 'readmitted' is -3"),
    ],
)
def test_a_threshold_that_cannot_be_is_refused_by_file_and_line(row: str, sentence: str, pack: Path) -> None:
    (pack / "hospital_flags.csv").write_text(f"{HEAD}\n{row}\n")
    with pytest.raises(PackRefused) as refused:
        flag_rules_of(load_place("manchester", root=pack.parent))
    assert sentence in str(refused.value)
    assert "hospital_flags.csv:2: " in str(refused.value)
    checked = CliRunner().invoke(app, ["check", "manchester", "--places", str(pack.parent)])
    assert sentence in str(checked.exception)
