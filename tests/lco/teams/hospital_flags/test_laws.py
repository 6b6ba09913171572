"""Laws of hospital flags, on chance records: what a plain reading says, and what must change nothing."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from lco import engine
from lco.population.example import Example, example_records
from lco.teams.hospital_flags import hospital_flags, rules

INDEX_ON = date(2018, 4, 1)
PEOPLE = 250
METHODS = ("elective", "emergency", "emergency", "emergency", "maternity", "not_known")
Spell = tuple[int, date, date | None, str]
Visit = tuple[int, date, str]
Found = set[tuple[int, str, date, int]]


def before(days: int) -> date:
    return INDEX_ON - timedelta(days=days)


def chance_spells(chance: random.Random) -> list[Spell]:
    spells: list[Spell] = []
    for person in range(1, PEOPLE + 1):
        for _ in range(chance.choice((0, 1, 1, 2, 3, 4))):
            began = before(chance.choice((1, 5, 12, 16, 33, 47, 62, 170, 190)) + chance.randint(-3, 3))
            nights = chance.choice((0, 0, 1, 2, 4, 9, 30))
            ended = None if chance.random() < 0.1 else began + timedelta(days=nights)
            spells.append((person, began, ended, chance.choice(METHODS)))
    return spells


def chance_visits(chance: random.Random) -> list[Visit]:
    kinds = ("emergency_department", "emergency_department", "walk_in_centre")
    return [
        (chance.randint(1, PEOPLE), before(chance.randint(-2, 95)), chance.choice(kinds))
        for _ in range(PEOPLE * 3)
    ]


def read(folder: Path, spells: Iterable[Spell], visits: Iterable[Visit]) -> Found:
    """Return what the product reads from records."""
    admissions = ["person | starts_on | ends_before | method"]
    admissions += [f"{who} | {began} | {ended or ''} | {how}" for who, began, ended, how in spells]
    attendances = ["person | attended_on | kind"] + [f"{who} | {on} | {kind}" for who, on, kind in visits]
    given = {"admissions": "\n".join(admissions), "attendances": "\n".join(attendances)}
    con = engine.connect("duckdb")
    folder.mkdir()
    records = example_records(con, Example(given=given, expect={}, working=""), folder)
    among = ibis.memtable(pa.table({"person": list(range(1, PEOPLE + 1))}))
    rows = con.to_pyarrow(hospital_flags(records, among, INDEX_ON, kinds=rules())).to_pylist()
    return {tuple(row.values()) for row in rows}


def plainly(spells: Iterable[Spell], visits: Iterable[Visit]) -> Found:
    """Return the same, read one person at a time in plain Python, night by night."""
    found: Found = set()
    of = defaultdict(list)
    for who, *spell in spells:
        of[who].append(spell)
    for who, own in of.items():
        found |= {(who, *flag) for flag in _of_stays(own)}
    days = defaultdict(set)
    for who, on, kind in visits:
        if kind == "emergency_department" and before(90) <= on < INDEX_ON:
            days[who].add(on)
    return found | {(who, "attended", max(on), len(on)) for who, on in days.items() if len(on) >= 3}


def _of_stays(spells: list[list]) -> set[tuple[str, date, int]]:
    stays: list[dict] = []
    for began, ended, how in sorted(spells, key=lambda spell: spell[0]):
        if began >= INDEX_ON:
            continue
        left = min(ended or INDEX_ON, INDEX_ON)
        if not stays or began > stays[-1]["left"]:
            stays.append({"began": began, "left": began, "how": set()})
        stays[-1]["left"] = max(stays[-1]["left"], left)
        stays[-1]["how"].add(how)
    flags, home = {}, None
    for stay in stays:
        nights = (stay["left"] - stay["began"]).days
        is_over = stay["left"] < INDEX_ON
        if "emergency" in stay["how"]:
            if home and (stay["began"] - home).days <= 30 and stay["began"] >= before(30):
                flags["readmitted"] = (stay["began"], (stay["began"] - home).days)
            if is_over and nights >= 1 and stay["left"] >= before(14):
                flags["left_hospital"] = (stay["left"], nights)
            if not is_over and stay["began"] >= before(180):
                flags["in_hospital"] = (stay["began"], nights)
        if nights >= 1 and "maternity" not in stay["how"]:
            home = stay["left"]
    if stays and stays[-1]["left"] == INDEX_ON:
        flags.pop("left_hospital", None)
    return {(kind, *flag) for kind, flag in flags.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_records_are_read_as_one_reads_them_plainly(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    spells, visits = chance_spells(chance), chance_visits(chance)
    found = read(tmp_path / "all", spells, visits)
    assert found == plainly(spells, visits)
    assert {kind for _, kind, _, _ in found} == {rule.id.value for rule in rules()}


def test_what_comes_later_order_and_a_second_telling_change_nothing(tmp_path: Path) -> None:
    chance = random.Random(4)
    spells, visits = chance_spells(chance), chance_visits(chance)
    known = [spell for spell in spells if spell[1] < INDEX_ON]
    # Each stay that ends on the day or later might as well have no end yet.
    known = [(who, on, end if end and end < INDEX_ON else None, how) for who, on, end, how in known]
    seen = [visit for visit in visits if visit[1] < INDEX_ON]
    assert known != spells
    assert seen != visits
    found = read(tmp_path / "all", spells, visits)
    assert read(tmp_path / "known", known[::-1], seen[::-1]) == found
    assert read(tmp_path / "twice", spells * 2, visits * 2) == found
