"""Codes that are held closer: which they are, what a place adds or puts in their stead, no word names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lco.population.codelist_file import CodeListRefused
from lco.population.conditions import condition_codes
from lco.population.own_files import keep
from lco.population.scores import charlson
from lco.population.sensitive import SENSITIVE, SensitiveCodes, sensitive_codes_of
from lco.population.terminology import read_terminology
from lco.teams.governance.terms import EXCLUDED

SAYS = "# source: our information governance lead\n# version: 4\n# licence: our own\n"
ADDED = "# extends: sensitive\n" + SAYS + "group,code,system\nsexual_health,86406008,snomed\n"
REPLACING = "# replaces: sensitive\n" + SAYS + "group,prefix,system\ngender_recognition,F64,icd10\n"
MAP = "# source: ours\n# version: 1\nfrom_system,from_code,to_system,to_code\nread2,A788.,icd10,B24\n"


def held(folder: Path, *files: tuple[str, str]) -> SensitiveCodes:
    for name, text in files:
        (folder / name).write_text(text, encoding="utf-8")
        keep(folder / name, folder)
    return sensitive_codes_of(folder)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("A50", "sexual_health"),
        ("A54.9", "sexual_health"),
        ("a64x", "sexual_health"),
        ("B20.1", "sexual_health"),
        ("B24", "sexual_health"),
        ("F02.4 A", "sexual_health"),
        ("Z21", "sexual_health"),
        ("N97.0", "assisted_conception"),
        ("Z31.2", "assisted_conception"),
        ("F64.0", "gender_recognition"),
    ],
)
def test_the_list_that_comes_names_what_is_kept_from_sharing(code: str, kind: str, tmp_path: Path) -> None:
    assert held(tmp_path).kinds_of("icd10", code) == {kind}


@pytest.mark.parametrize("code", ["A49", "A65", "B19", "B25", "F63", "F65", "N96", "Z30", "Z22", "J44", ""])
def test_its_neighbours_are_everyday(code: str, tmp_path: Path) -> None:
    assert held(tmp_path).kinds_of("icd10", code) == frozenset()


def test_a_code_counts_in_its_own_system_alone(tmp_path: Path) -> None:
    codes = held(tmp_path)
    assert codes.kinds_of("bnf", "0503010T0AAAAAA") == {"sexual_health"}
    assert codes.kinds_of("bnf", "0503020A0AAAAAA") == codes.kinds_of("local", "B20") == frozenset()


def test_its_groups_are_the_kinds_the_rules_exclude() -> None:
    assert set(SENSITIVE.groups) == {kind.value for kind in EXCLUDED}
    assert "[M" in SENSITIVE.source
    assert SENSITIVE.version


def test_a_place_adds_its_own_codes_and_maps(tmp_path: Path) -> None:
    codes = held(tmp_path, ("ours.csv", ADDED), ("map.csv", MAP))
    assert codes.kinds_of("snomed", "86406008") == {"sexual_health"}
    assert codes.kinds_of("read2", "A788.") == {"sexual_health"}
    assert codes.kinds_of("icd10", "B20") == {"sexual_health"}


def test_a_place_puts_its_own_list_in_its_stead_and_may_still_add(tmp_path: Path) -> None:
    codes = held(tmp_path, ("instead.csv", REPLACING))
    assert codes.kinds_of("icd10", "B20") == frozenset()
    assert codes.kinds_of("icd10", "F64.1") == {"gender_recognition"}
    both = held(tmp_path, ("ours.csv", ADDED))
    assert both.kinds_of("snomed", "86406008") == {"sexual_health"}
    assert tuple(both.codes.groups) == tuple(SENSITIVE.groups)


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    assert held(tmp_path).kinds_of("snomed", "86406008") == frozenset()
    assert held(tmp_path, ("ours.csv", ADDED)).kinds_of("snomed", "86406008") == {"sexual_health"}
    (tmp_path / "codelists" / "ours.csv").unlink()
    assert held(tmp_path).kinds_of("snomed", "86406008") == frozenset()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (REPLACING.replace("sensitive", "hfrs"), "replaces 'hfrs', which stays as it is"),
        ("# extends: sensitive\n" + REPLACING, "it is one or the other"),
        (REPLACING.replace("# licence: our own\n", ""), "say its licence"),
        (REPLACING.replace("gender_recognition", "politics"), "sensitive has no group 'politics'"),
    ],
)
def test_a_list_that_cannot_stand_in_its_stead_is_refused(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CodeListRefused, match=sentence):
        held(tmp_path, ("mine.csv", text))
    assert read_terminology(tmp_path).files == {}


def test_what_is_kept_says_that_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "instead.csv").write_text(REPLACING, encoding="utf-8")
    told = keep(tmp_path / "instead.csv", tmp_path).told
    assert told == "1 codes for 1 group in the stead of sensitive, version 4."


def test_no_word_on_a_list_of_people_names_what_is_held_closer(tmp_path: Path) -> None:
    """Reasons and conditions stand beside names: none of their groups has a code that is held closer."""
    codes = held(tmp_path)
    named = {group: charlson.GROUPS.codes_of(group) for group in charlson.PLAIN_WORDS}
    named |= {group: condition_codes().codes_of(group) for group in condition_codes().groups}
    telling = {group for group, each in named.items() if any(codes.kinds_of("icd10", code) for code in each)}
    assert telling == set()
    assert any(codes.kinds_of("icd10", code) for code in charlson.GROUPS.codes_of("aids"))
