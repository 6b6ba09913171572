"""LACE, electronic frailty and multimorbidity against what is printed of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

import ibis
import pytest

from lco import engine
from lco.population.codelist_file import CodeListRefused
from lco.population.conditions import CATALOGUE, condition_codes
from lco.population.cut_offs import _read, cut_off
from lco.population.example import Example, example_records
from lco.population.score import scores
from lco.population.scores import charlson_shmi as shmi
from lco.population.scores import cmms as cmms_score
from lco.population.scores import efi as efi_score
from lco.population.scores import lace as lace_score
from lco.population.weights import load_weights, read_weights


def computed(name: str, tmp_path: Path, given: Mapping[str, str], **more: Any) -> dict[int, dict[str, Any]]:
    example = Example(given, {}, "", **more)
    records = example_records(engine.connect(), example, tmp_path)
    rows = records.con.to_pyarrow(scores()[name].compute(records, example.index_on)).to_pylist()
    return {row["person"]: row for row in rows}


def evaluated(expression: ibis.Value) -> Any:
    return engine.connect().execute(expression)


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (6, 4), (7, 5), (13, 5), (14, 7), (200, 7)],
)
def test_the_length_of_a_stay_is_worth_what_is_printed(days: int, points: int) -> None:
    assert evaluated(lace_score._length_points(ibis.literal(days, "int64"))) == points


LACE_WEIGHTS = load_weights("charlson_lace").editions["lace"]


def test_lace_weighs_illness_its_own_way() -> None:
    by_weight = {weight: {g for g, w in LACE_WEIGHTS.items() if w == weight} for weight in (0, 1, 2, 3, 4, 6)}
    assert by_weight == {
        0: {"pud", "hp"},
        1: {"mi", "cevd", "pvd", "diab"},
        2: {"chf", "cpd", "mld", "rend", "canc", "diabwc"},
        3: {"dementia", "rheumd"},
        4: {"msld", "aids"},
        6: {"metacanc"},
    }


@pytest.mark.parametrize(
    ("codes", "points"),
    [([], 0), (["I21"], 1), (["I21", "I70", "I63"], 3), (["I50", "N18"], 5), (["C78"], 5)],
)
def test_illness_of_four_and_more_is_worth_five(codes: list[str], points: int, tmp_path: Path) -> None:
    conditions = "\n".join(["person | code | starts_on", *(f"1 | {code} | 2017-01-01" for code in codes)])
    stay = "person | starts_on | ends_before | method\n1 | 2018-03-20 | 2018-03-20 | elective"
    assert computed("lace", tmp_path, {"conditions": conditions, "admissions": stay})[1]["lace"] == points


@pytest.mark.parametrize(
    ("left_on", "has_score"),
    [("2018-03-01", False), ("2018-03-02", True), ("2018-03-31", True), ("2018-04-01", False)],
)
def test_only_who_left_within_thirty_days_has_a_lace(left_on: str, has_score: bool, tmp_path: Path) -> None:
    stay = f"person | starts_on | ends_before | method\n1 | 2018-02-01 | {left_on} | emergency"
    assert (1 in computed("lace", tmp_path, {"admissions": stay})) is has_score


@pytest.mark.parametrize(
    ("deficits", "band"),
    [
        (0, "fit"),
        (4, "fit"),
        (5, "mild"),
        (8, "mild"),
        (9, "moderate"),
        (12, "moderate"),
        (13, "severe"),
        (36, "severe"),
    ],
)
def test_bands_of_electronic_frailty_are_cut_on_counts(deficits: int, band: str) -> None:
    assert evaluated(efi_score.band(ibis.literal(deficits, "int32"))) == band


def test_the_cut_offs_on_counts_are_those_on_the_quotient() -> None:
    for name, least in (("efi_mild_from", 0.12), ("efi_moderate_from", 0.24), ("efi_severe_from", 0.36)):
        count = cut_off(name)
        assert count / 36 > least >= (count - 1) / 36


def test_without_codes_of_deficits_nobody_has_an_electronic_frailty(tmp_path: Path) -> None:
    people = {"people": "person | born_on\n1 | 1930-01-01"}
    assert computed("efi", tmp_path, people) == {}


def test_nine_deficits_are_moderate(tmp_path: Path) -> None:
    groups = list(efi_score.GROUPS.groups)[:9]
    codes = "".join(f"{group},{group}\n" for group in groups)
    own = f"# extends: efi\n# source: x\n# version: 1\n# licence: none\n# system: local\ngroup,code\n{codes}"
    rows = "\n".join(["person | code | starts_on", *(f"1 | local:{group} | 2017-01-01" for group in groups)])
    given = {"people": "person | born_on\n1 | 1930-01-01", "conditions": rows}
    row = computed("efi", tmp_path, given, codelists={"own.csv": own})[1]
    assert (row["efi_deficits"], row["efi_deficits_listed"], row["efi_band"]) == (9, 10, "moderate")


PRINTED = {  # Payne 2020, 20 conditions: general, mortality
    "hypertension": (0.08, -2.09),
    "anxiety_or_depression": (0.50, 7.04),
    "painful_condition": (0.92, 16.46),
    "hearing_loss": (0.09, -3.94),
    "irritable_bowel_syndrome": (0.21, -1.33),
    "asthma": (0.19, -2.73),
    "diabetes": (0.75, 10.23),
    "coronary_heart_disease": (0.49, 4.22),
    "chronic_kidney_disease": (0.53, 16.61),
    "atrial_fibrillation": (1.34, 22.14),
    "constipation": (1.12, 35.42),
    "stroke_or_tia": (0.80, 20.63),
    "copd": (1.46, 42.50),
    "connective_tissue_disease": (0.43, -0.39),
    "cancer": (1.53, 62.00),
    "alcohol_problems": (0.65, 12.72),
    "heart_failure": (1.18, 43.47),
    "dementia": (2.50, 124.42),
    "severe_mental_illness": (0.64, 7.20),
    "epilepsy": (0.92, 18.26),
}


def test_multimorbidity_weights_are_the_printed_ones_by_count_and_sum() -> None:
    editions = load_weights("cmms").editions
    assert sum(editions["general"].values()) == 1633
    for number, outcome in enumerate(cmms_score.OUTCOMES):
        expected = {name: round(weights[number] * 100) for name, weights in PRINTED.items()}
        assert dict(editions[outcome]) == expected
    assert set(PRINTED) <= set(CATALOGUE)


def test_each_condition_alone_weighs_what_is_printed() -> None:
    bits = {name: condition_codes().place(name)[1] for name in PRINTED}
    table = ibis.memtable({"name": list(bits), "mask": list(bits.values())})
    scored = table.select("name", **cmms_score.points([table.mask]))
    for row in engine.connect().to_pyarrow(scored).to_pylist():
        expected = tuple(round(weight * 100) for weight in PRINTED[row["name"]])
        assert (row["cmms_hundredths"], row["cmms_mortality_hundredths"]) == expected


def counted(
    *, ever: Set[str] = frozenset(), lately: Set[str] = frozenset(), often: Set[str] = frozenset()
) -> set[str]:
    """Return the conditions the score counts of people with these."""
    masks = [sum(CATALOGUE[name].bit for name in names) for names in (ever, lately)]
    kinds = sum(cmms_score.MEDICINES.place(kind)[1] for kind in often)
    mask = evaluated(cmms_score.counted_illnesses(*(ibis.literal(each, "int64") for each in (*masks, kinds))))
    return {name for name, each in CATALOGUE.items() if mask & each.bit}


def test_constipation_and_pain_are_said_by_medicines_alone() -> None:
    assert counted(ever={"constipation", "painful_condition", "asthma"}) == {"asthma"}
    assert counted(often={"laxative", "analgesic"}) == {"constipation", "painful_condition"}


def test_anxiety_and_bowel_are_said_by_either() -> None:
    assert counted(ever={"anxiety_or_depression"}) == {"anxiety_or_depression"}
    assert counted(often={"antidepressant"}) == counted(often={"anxiolytic"}) == {"anxiety_or_depression"}
    assert counted(often={"antispasmodic"}) == {"irritable_bowel_syndrome"}


def test_cancer_counts_when_it_is_of_the_last_five_years() -> None:
    assert counted(ever={"cancer"}) == set()
    assert counted(ever={"cancer"}, lately={"cancer"}) == {"cancer"}


def test_rheumatoid_arthritis_is_a_disease_of_connective_tissue() -> None:
    found = counted(ever={"rheumatoid_arthritis"})
    assert found == {"rheumatoid_arthritis", "connective_tissue_disease"}


def test_a_medicine_counts_from_its_fourth_issue(tmp_path: Path) -> None:
    rows = (
        ["1 | 0106010E0 | 2017-05-01"] * 3
        + ["2 | 0106010E0 | 2017-05-01"] * 2
        + ["2 | 0106020C0 | 2018-03-31"] * 2
    )
    prescriptions = "\n".join(
        ["person | code | prescribed_on", *(f"{row}".replace("| 0", "| bnf:0") for row in rows)]
    )
    people = "person | born_on\n1 | 1950-01-01\n2 | 1950-01-01"
    found = computed("cmms", tmp_path, {"people": people, "prescriptions": prescriptions})
    assert {person: row["cmms_hundredths"] for person, row in found.items()} == {1: 0, 2: 112}


def test_shmi_points_of_each_group_and_never_below_nought() -> None:
    weights = shmi.WEIGHTS.editions["shmi"]
    assert (sum(weights.values()), weights["diabwc"], weights["msld"]) == (129, -1, 18)
    table = ibis.memtable({"mask": [shmi.GROUPS.place(group)[1] for group in weights]})
    rows = engine.connect().to_pyarrow(table.select(**shmi.points([table.mask]))).to_pylist()
    assert [row["charlson_shmi"] for row in rows] == [max(weight, 0) for weight in weights.values()]


def test_every_cut_off_says_its_source_and_a_bad_one_is_refused(tmp_path: Path) -> None:
    assert cut_off("hfrs_days") == 730
    path = tmp_path / "cut_offs.csv"
    path.write_text("id,value,unit,source\na,1,days,\n", encoding="utf-8")
    with pytest.raises(CodeListRefused, match=r"line 2: give 'a' once, a whole number and its source"):
        _read(path)


def test_weights_that_yield_to_nothing_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text("# source: x\n# version: 1\ngroup,points,yields_to\na,1,b\n", encoding="utf-8")
    with pytest.raises(CodeListRefused, match="yields to 'b', which it does not list"):
        read_weights(path)
