"""Hospital flags of a worked example, on every engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from lco.population.example import Example, example_records
from lco.teams.hospital_flags import hospital_flags, rules
from tests.support.engines import ENGINES, connected

INDEX_ON = date(2018, 4, 1)

# Person 1 left after three nights; 2 came back 20 days after a planned stay; 3 is in hospital still; 4 came
# to A&E on three days, one of them told twice; 5 moved between wards and is in hospital; 6 stayed no night; 7
# left too long ago; 8 had a baby and came back; 9 is of another place; 10 leaves on the index day; 11 is back
# after a day case; 12 came in on the index day; 13 never left a stay of years ago; 14 opted out, told twice.
ADMISSIONS = """
    person | starts_on  | ends_before | method
    1      | 2018-03-25 | 2018-03-28  | emergency
    2      | 2018-02-20 | 2018-02-25  | elective
    2      | 2018-03-17 | 2018-03-20  | emergency
    3      | 2018-03-30 |             | emergency
    5      | 2018-03-10 | 2018-03-20  | emergency
    5      | 2018-03-20 |             | not_known
    6      | 2018-03-25 | 2018-03-25  | emergency
    7      | 2018-03-01 | 2018-03-17  | emergency
    8      | 2018-03-01 | 2018-03-03  | maternity
    8      | 2018-03-20 | 2018-03-22  | emergency
    9      | 2018-03-25 | 2018-03-28  | emergency
    10     | 2018-03-25 | 2018-04-01  | emergency
    11     | 2018-03-20 | 2018-03-20  | elective
    11     | 2018-03-22 | 2018-03-24  | emergency
    12     | 2018-04-01 |             | emergency
    13     | 2011-04-01 |             | emergency
    14     | 2018-03-25 | 2018-03-28  | emergency
    14     | 2018-03-25 | 2018-03-28  | emergency
"""
ATTENDANCES = """
    person | attended_on | kind
    4      | 2018-01-01  | emergency_department
    4      | 2018-02-01  | emergency_department
    4      | 2018-03-31  | emergency_department
    4      | 2018-03-31  | emergency_department
    3      | 2017-12-31  | emergency_department
    3      | 2018-02-01  | emergency_department
    3      | 2018-03-01  | emergency_department
    5      | 2018-03-01  | walk_in_centre
    5      | 2018-03-02  | emergency_department
    5      | 2018-03-03  | emergency_department
    14     | 2018-03-01  | emergency_department
    14     | 2018-03-02  | emergency_department
    14     | 2018-03-03  | emergency_department
    12     | 2018-03-01  | emergency_department
    12     | 2018-03-02  | emergency_department
    12     | 2018-04-01  | emergency_department
"""
OPT_OUTS = """
    person | decided_on | kind           | is_out
    14     | 2018-01-01 | stratification | true
    1      | 2018-01-01 | national       | true
"""
FLAGS = {
    (1, "left_hospital", date(2018, 3, 28), 3),
    (2, "readmitted", date(2018, 3, 17), 20),
    (2, "left_hospital", date(2018, 3, 20), 3),
    (3, "in_hospital", date(2018, 3, 30), 2),
    (4, "attended", date(2018, 3, 31), 3),
    (5, "in_hospital", date(2018, 3, 10), 22),
    (8, "left_hospital", date(2018, 3, 22), 2),
    (10, "in_hospital", date(2018, 3, 25), 7),
    (11, "left_hospital", date(2018, 3, 24), 2),
    (14, "left_hospital", date(2018, 3, 28), 3),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_records_say_who_should_be_looked_at(engine: Any, tmp_path: Path) -> None:
    given = {"admissions": ADMISSIONS, "attendances": ATTENDANCES, "opt_outs": OPT_OUTS}
    con = connected(engine)
    records = example_records(con, Example(given=given, expect={}, working=""), tmp_path)
    among = ibis.memtable(pa.table({"person": [each for each in range(1, 15) if each != 9]}))
    found = con.to_pyarrow(hospital_flags(records, among, INDEX_ON, kinds=rules())).to_pylist()
    assert {tuple(row.values()) for row in found} == FLAGS
    assert len(found) == len(FLAGS)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_held_closer_raises_no_flag_and_does_not_show_in_another(engine: Any, tmp_path: Path) -> None:
    """1 stayed with HIV disease, 2 came back after it, 3 was at A&E before it; 4 is so by the place's list.

    What 5 lived through is told: the same stay and visits, with another code.
    """
    admissions = """
        person | starts_on  | ends_before | method    | code
        1      | 2018-03-20 | 2018-03-28  | emergency | B20
        2      | 2018-03-01 | 2018-03-05  | emergency | B20.1
        2      | 2018-03-20 | 2018-03-25  | emergency | I21
        3      | 2018-03-03 | 2018-03-03  | emergency | B20
        4      | 2018-03-20 | 2018-03-28  | emergency | local:ward_9
        5      | 2018-03-20 | 2018-03-28  | emergency | I21
    """
    attendances = """
        person | attended_on | kind                 | is_admitted
        3      | 2018-02-01  | emergency_department | no
        3      | 2018-02-02  | emergency_department | no
        3      | 2018-03-02  | emergency_department | yes
        5      | 2018-02-01  | emergency_department | no
        5      | 2018-03-19  | emergency_department | no
        5      | 2018-03-20  | emergency_department | yes
    """
    says = {"title": "Closer here", "licence": "own", "extends": "sensitive", "version": "1", "source": "own"}
    own = "".join(f"# {name}: {words}\n" for name, words in {**says, "system": "local"}.items())
    given = {"admissions": admissions, "attendances": attendances}
    codelists = {"closer.csv": f"{own}group,code,system,match\nsexual_health,ward_9,local,exact\n"}
    con = connected(engine)
    example = Example(given=given, expect={}, working="", codelists=codelists)
    records = example_records(con, example, tmp_path)
    among = ibis.memtable(pa.table({"person": [1, 2, 3, 4, 5]}))
    found = con.to_pyarrow(hospital_flags(records, among, INDEX_ON, kinds=rules())).to_pylist()
    assert {(row["person"], row["kind"]) for row in found} == {
        (2, "left_hospital"),
        (5, "attended"),
        (5, "left_hospital"),
    }
