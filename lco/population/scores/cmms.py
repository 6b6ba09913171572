"""Cambridge Multimorbidity Score: twenty conditions, weighted by what they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from lco.engine import bit_or
from lco.population.coded import coded_before, days_before
from lco.population.codelist import groups_of_people, held, load, masks
from lco.population.conditions import CATALOGUE, condition_codes
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records, aged, in_period
from lco.population.weights import load_weights

GROUPS = condition_codes()
MEDICINES = load("cmms_medicines")
WEIGHTS = load_weights("cmms")
OUTCOMES = ("general", "mortality")
# Which medicines, issued often enough, stand for a condition; what is in the second is said by them alone.
BY_MEDICINE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "constipation": ("laxative",),
        "painful_condition": ("analgesic",),
        "anxiety_or_depression": ("antidepressant", "anxiolytic"),
        "irritable_bowel_syndrome": ("antispasmodic",),
    }
)
BY_MEDICINE_ALONE = ("constipation", "painful_condition")
# The score counts these conditions of the catalogue under another's name.
COUNTED_AS: Mapping[str, str] = MappingProxyType({"rheumatoid_arthritis": "connective_tissue_disease"})


@score(
    title="Cambridge multimorbidity",
    why="Conditions weigh differently on people and on care: general practice's own measure of it.",
    source=(
        "Payne 2020 (CMAJ 192:E107-14), 20 conditions, codelists/weights/cmms.csv; constipation and pain by "
        "issues of medicines, cancer of five years, from 16 years, codelists/cut_offs.csv. Kidney disease "
        "is taken from its codes, not from blood tests; the weights for unplanned admissions are the "
        "place's own file to load"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="hundredths of a point",
    when_absent={
        "cmms_hundredths": None,
        "cmms_mortality_hundredths": None,
        "cmms_admission_hundredths": None,
    },
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1940-01-01
                2      | 1960-01-01
                3      | 1985-01-01
                4      | 1990-01-01
                5      | 2010-01-01
            """,
            "conditions": """
                person | code   | starts_on
                1      | I48    | 2016-02-01
                1      | I50    | 2016-02-01
                1      | J44    | 2016-02-01
                1      | K59.0  | 2016-02-01
                2      | I10    | 2016-02-01
                2      | K59.0  | 2016-02-01
                2      | C50    | 2011-02-01
                3      | C50    | 2016-02-01
                3      | M06.9  | 2016-02-01
                5      | J45    | 2016-02-01
            """,
            "prescriptions": """
                person | code           | prescribed_on
                1      | laxative       | 2017-05-01
                1      | laxative       | 2017-08-01
                1      | laxative       | 2017-11-01
                1      | laxative       | 2018-02-01
                2      | laxative       | 2017-11-01
                2      | antidepressant | 2017-05-01
                2      | antidepressant | 2017-06-01
                2      | antidepressant | 2017-07-01
                2      | antidepressant | 2017-08-01
            """,
        },
        expect={
            1: {
                "cmms_hundredths": 510,
                "cmms_mortality_hundredths": 14353,
                "cmms_admission_hundredths": None,
            },
            2: {"cmms_hundredths": 58, "cmms_mortality_hundredths": 495, "cmms_admission_hundredths": None},
            3: {"cmms_hundredths": 196, "cmms_mortality_hundredths": 6161, "cmms_admission_hundredths": None},
            4: {"cmms_hundredths": 0, "cmms_mortality_hundredths": 0, "cmms_admission_hundredths": None},
            5: None,
        },
        working=(
            "Person 1 has atrial fibrillation 1.34, heart failure 1.18, COPD 1.46 and, by four laxatives in "
            "the year, constipation 1.12: 5.10. Person 2 has high blood pressure 0.08 and, by four "
            "antidepressants, 0.50; one laxative is not enough and the cancer is seven years old. Person 3 "
            "has cancer 1.53 and a disease of connective tissue 0.43. Person 5 is a child: no score. Nobody "
            "has weights for admissions, which the place must load."
        ),
    ),
)
def cmms(records: Records, index_on: date) -> Table:
    """Return person and the score by outcome in hundredths, for people of 16 and over."""
    people = aged(records, index_on, at_least=cut_off("cmms_age_from"))
    code_masks = masks(records, GROUPS)
    ever = groups_of_people(coded_before(records, index_on), code_masks)
    late = groups_of_people(
        coded_before(records, index_on, days=cut_off("cmms_cancer_days")), code_masks
    ).rename(lately="mask_0")
    issued = issues(records, index_on)
    joined = (
        people.left_join(ever, "person")
        .left_join(late, people.person == late.person)
        .left_join(issued, people.person == issued.person)
    )
    told = joined.select(
        people.person,
        ever=ever.mask_0.coalesce(0),
        lately=late.lately.coalesce(0),
        often=issued.often.coalesce(0),
    )
    counted = told.select("person", mask=counted_illnesses(told.ever, told.lately, told.often))
    scored = counted.select("person", "mask", **points([counted.mask]))
    return scored.mutate(cmms_admission_hundredths=_admission(records, scored.mask)).drop("mask")


def points(masks: Sequence[IntegerValue]) -> dict[str, IntegerValue]:
    """Return the score by outcome from the bits of the conditions that count, as `counted_illnesses` says."""
    return {
        "cmms_hundredths": WEIGHTS.points(masks, GROUPS, "general"),
        "cmms_mortality_hundredths": WEIGHTS.points(masks, GROUPS, "mortality"),
    }


def _admission(records: Records, mask: IntegerValue) -> IntegerValue:
    """Return the score for unplanned admissions with the place's own weights; null where it has none."""
    own = records.terminology.weights.get("cmms", {}).get("admission")
    if own is None:
        return ibis.null("int32")
    return WEIGHTS.with_edition("admission", own).points([mask], GROUPS, "admission")


def issues(records: Records, index_on: date) -> Table:
    """Return person and `often`: a bit of `MEDICINES` for each kind issued often enough in the window."""
    window = days_before(index_on, cut_off("cmms_issues_days"))
    issued = records["prescriptions"]
    kinds = masks(records, MEDICINES)
    found = issued.filter(in_period(issued.prescribed_on, window)).join(kinds, "code")
    counted = found.group_by("person", "mask_0").agg(issues=found.count())
    # A medicine of two kinds has both bits; each kind is counted by itself.
    one_kind = [
        counted.filter(held([counted.mask_0], MEDICINES, kind))
        .group_by("person")
        .agg(issues=lambda t: t.issues.sum())
        .mutate(bit=ibis.literal(MEDICINES.place(kind)[1], "int64"))
        for kind in MEDICINES.groups
    ]
    rows = ibis.union(*one_kind)
    often = rows.filter(rows.issues >= cut_off("cmms_issues"))
    return often.group_by("person").agg(often=bit_or(often.bit))


def counted_illnesses(ever: IntegerValue, lately: IntegerValue, often: IntegerValue) -> IntegerValue:
    """Return the bits of the conditions the score counts.

    Args:
        ever: bits of the catalogue's conditions ever recorded.
        lately: those recorded in the last five years.
        often: bits of `MEDICINES` issued often enough in a year.
    """
    counted = ever
    for condition, kinds in BY_MEDICINE.items():
        issued = _any([held([often], MEDICINES, kind) for kind in kinds])
        if condition in BY_MEDICINE_ALONE:
            counted = _cleared(counted, condition)
        counted = counted | _bit(issued, condition)
    for condition, other in COUNTED_AS.items():
        counted = counted | _bit(held([ever], GROUPS, condition), other)
    return _cleared(counted, "cancer") | _bit(held([lately], GROUPS, "cancer"), "cancer")


def _any(said: Sequence[BooleanValue]) -> BooleanValue:
    return said[0] if len(said) == 1 else ibis.or_(*said)


def _bit(is_there: BooleanValue, condition: str) -> IntegerValue:
    bit = ibis.literal(CATALOGUE[condition].bit, "int64")
    found: IntegerValue = is_there.ifelse(bit, ibis.literal(0, "int64"))
    return found


def _cleared(mask: IntegerValue, condition: str) -> IntegerValue:
    others = sum(each.bit for each in CATALOGUE.values() if each.id != condition)
    kept: IntegerValue = mask & ibis.literal(others, "int64")
    return kept
