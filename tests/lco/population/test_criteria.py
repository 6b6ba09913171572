"""Criteria: what they hold of whom, in words, as files, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lco import engine
from lco.population.conditions import CATALOGUE
from lco.population.criteria import (
    FIELDS,
    CohortDefinition,
    Criteria,
    CriteriaRefused,
    Criterion,
    Field,
    FieldKind,
    criterion,
    read_definition,
    write_definition,
)
from tests.support.engines import ENGINES, connected

PEOPLE = {
    "person": [1, 2, 3, 4],
    "age": [82, 70, 40, 9],
    "sex": [2, 1, 1, 0],
    "illnesses": [
        CATALOGUE["frailty"].bit | CATALOGUE["dementia"].bit,
        CATALOGUE["heart_failure"].bit,
        CATALOGUE["homelessness"].bit,
        0,
    ],
    "risk": [0.4, 0.2, None, 0.01],
    "hfrs_tenths": [151, 150, None, None],
    "cohorts": ["frail;dying", "frail", "", None],
    "tier": ["high", "rising", "low", None],
    "is_priority": [True, False, False, None],
}
SCHEMA = {
    "person": "int64",
    "age": "int16",
    "sex": "int8",
    "illnesses": "int64",
    "risk": "float64",
    "hfrs_tenths": "int16",
    "cohorts": "string",
    "tier": "string",
    "is_priority": "boolean",
}

HELD = [
    # field, comparison, value, who meets it
    ("age", "at_least", 70, {1, 2}),
    ("age", "at_most", "40", {3, 4}),
    ("age", "is", 9, {4}),
    ("age", "is_not", 9, {1, 2, 3}),
    ("sex", "is", "male", {2, 3}),
    ("sex", "is_not", "male", {1, 4}),
    ("sex", "one_of", ["female", "not_known"], {1, 4}),
    ("condition", "has", "frailty", {1}),
    ("condition", "has_not", "frailty", {2, 3, 4}),
    ("risk", "at_least", Decimal("0.2"), {1, 2}),
    ("risk", "at_most", Decimal("0.2"), {2, 4}),
    ("hfrs_tenths", "at_least", 151, {1}),
    ("hfrs_tenths", "is_not", 150, {1, 3, 4}),
    ("cohort", "has", "frail", {1, 2}),
    ("cohort", "has", "fra", set()),
    ("cohort", "has", "dying", {1}),
    ("cohort", "has_not", "dying", {2, 3, 4}),
    ("tier", "one_of", "high;rising", {1, 2}),
    ("tier", "is_not", "high", {2, 3, 4}),
    ("is_priority", "is", True, {1}),
    ("is_priority", "is", "false", {2, 3}),
]


def people() -> Any:
    return ibis.memtable(PEOPLE, schema=SCHEMA)


def meeting(con: Any, expression: Any, table: Any) -> set[int]:
    return {row["person"] for row in con.to_pyarrow(table.filter(expression)).to_pylist()}


@pytest.mark.parametrize("engine_name", ENGINES)
def test_each_comparison_holds_of_whom_it_says(engine_name: engine.EngineName) -> None:
    con, table = connected(engine_name), people()
    names = [f"c{number}" for number in range(len(HELD))]
    held = {
        name: criterion(field, comparison, value).expression(table)
        for name, (field, comparison, value, _) in zip(names, HELD, strict=True)
    }
    rows = con.to_pyarrow(table.select("person", **held)).to_pylist()
    for name, (field, comparison, value, expected) in zip(names, HELD, strict=True):
        found = {row["person"] for row in rows if row[name]}
        assert found == expected, f"{field} {comparison} {value}"
        assert all(row[name] is not None for row in rows), f"{field} {comparison} is null of somebody"


@pytest.mark.parametrize("engine_name", ENGINES)
def test_alternatives_are_any_of_all_of(engine_name: engine.EngineName) -> None:
    old_and_frail = (criterion("age", "at_least", 65), criterion("condition", "has", "frailty"))
    homeless = (criterion("condition", "has", "homelessness"),)
    both = Criteria((old_and_frail, homeless))
    table = people()
    assert meeting(connected(engine_name), both.expression(table), table) == {1, 3}


@settings(deadline=None, max_examples=40)  # each example asks an engine
@given(
    ages=st.lists(st.integers(0, 110), min_size=1, max_size=30),
    bound=st.integers(0, 110),
    other=st.integers(0, 110),
)
def test_criteria_agree_with_python(ages: list[int], bound: int, other: int) -> None:
    table = ibis.memtable(
        {"person": list(range(len(ages))), "age": ages}, schema={"person": "int64", "age": "int16"}
    )
    any_of = Criteria(
        (
            (criterion("age", "at_least", bound), criterion("age", "is_not", other)),
            (criterion("age", "is", other), criterion("age", "at_most", bound)),
        )
    )
    found = meeting(engine.connect(), any_of.expression(table), table)
    expected = {
        person
        for person, age in enumerate(ages)
        if (age >= bound and age != other) or (age == other and age <= bound)
    }
    assert found == expected


def test_words_are_plain() -> None:
    said = Criteria(
        (
            (criterion("age", "at_least", 65), criterion("condition", "has", "frailty")),
            (criterion("risk", "at_least", "0.2"), criterion("condition", "has_not", "dementia")),
            (criterion("cost_pence", "at_most", 500_000), criterion("hfrs_tenths", "at_least", 155)),
            (criterion("sex", "one_of", "female;not_known"), criterion("is_priority", "is", False)),
            (criterion("cohort", "has", "frail_older_people"), criterion("movement", "is", "same")),
        )
    ).describe()
    assert said == (
        "age at least 65 years and has frailty; or "
        "risk of an emergency admission in 12 months at least 20 per cent and does not have dementia; or "
        "cost of care in 12 months at most 5,000 pounds and Hospital Frailty Risk Score at least 15.5; or "
        "sex is one of female, not known and on the priority list: no; or "
        "is in the cohort frail older people and movement in a month is the same"
    )


@pytest.mark.parametrize(
    ("field", "comparison", "value", "sentence"),
    [
        ("shoe_size", "is", 1, "There is no field 'shoe_size': choose one of age, sex"),
        ("age", "has", 1, "'age' cannot be compared by 'has': use at_least, at_most, is, is_not"),
        ("risk", "is", "0.2", "'risk' cannot be compared by 'is': use at_least, at_most"),
        ("age", "is", "old", "'old' is no age: give a number"),
        ("age", "is", True, "'True' is no age: give a number"),
        ("age", "is", "1e9", "'1e9' is no age"),
        ("age", "is", Decimal("NaN"), "is no age"),
        ("age", "at_least", 200, "Age of 200 cannot be: give a number from 0 to 130"),
        ("age", "at_least", Decimal("1.5"), "Age is counted in whole numbers: '1.5' is none"),
        ("risk", "at_least", 20, "cannot be: give a number from 0 to 100"),
        ("sex", "is", "robot", "'sex' cannot be 'robot': choose one of not_known, male, female"),
        ("sex", "one_of", [], "'sex' is one_of a list of 1 to 200 values"),
        ("sex", "one_of", 4, "'sex' is one_of a list"),
        ("condition", "has", "melancholy", "'condition' cannot be 'melancholy': choose one of"),
        ("cohort", "has", "a;b", "'cohort' cannot be 'a;b': name one of the place's"),
        ("is_priority", "is", "perhaps", "'is_priority' is true or false, not 'perhaps'"),
    ],
)
def test_what_means_nothing_is_refused(field: str, comparison: str, value: object, sentence: str) -> None:
    with pytest.raises(CriteriaRefused) as refusal:
        criterion(field, comparison, value)
    assert sentence in str(refusal.value)


def test_nothing_to_meet_is_refused_since_it_would_be_everybody() -> None:
    with pytest.raises(CriteriaRefused, match="Give 1 to 20 alternatives"):
        Criteria(())
    with pytest.raises(CriteriaRefused, match="Give alternative 2 from 1 to 20 criteria"):
        Criteria(((criterion("age", "is", 1),), ()))


def test_a_table_without_the_column_is_refused() -> None:
    with pytest.raises(
        CriteriaRefused, match="'medicines' cannot be looked at here: the table has no column"
    ):
        criterion("medicines", "at_least", 5).expression(people())


def test_every_field_can_be_filled_in_by_a_form() -> None:
    for field in FIELDS.values():
        assert field.label and field.comparisons
        if field.kind is FieldKind.NUMBER:
            lowest = field.number(field.lowest)
            assert field.entered(field.shown(lowest)) == lowest, field.id
            assert field.entered(field.shown(field.highest)) == field.highest, field.id
        else:
            assert field.choices or field.of, f"{field.id} has neither choices nor a list in the pack"


@pytest.mark.parametrize(
    ("field", "entered", "stored"),
    [
        ("cost_pence", "£5,000", 500_000),
        ("cost_pence", "12.34", 1_234),
        ("hfrs_tenths", "15.5", 155),
        ("risk", "20", Decimal("0.2")),
        ("age", " 65 ", 65),
    ],
)
def test_what_is_entered_becomes_what_the_column_holds(field: str, entered: str, stored: object) -> None:
    assert FIELDS[field].entered(entered) == stored


@pytest.mark.parametrize("entered", ["", "many", "1.2.3", "0x10", "١٢"])
def test_what_is_no_number_is_not_entered(entered: str) -> None:
    with pytest.raises(CriteriaRefused, match="is no age: give a number"):
        FIELDS["age"].entered(entered)


TEXT = """
id = "frail_and_alone"
title = "Frail people admitted twice"
why = "The falls team wants to call them first."
owner = "Falls service"

[[any]]
all = [
  {field = "age", comparison = "at_least", value = 65},
  {field = "condition", comparison = "has", value = "frailty"},
]

[[any]]
all = [{field = "risk", comparison = "at_least", value = 0.25}]
"""


def test_a_definition_is_read_from_its_file() -> None:
    found = read_definition(TEXT)
    assert (found.id, found.owner) == ("frail_and_alone", "Falls service")
    assert found.criteria.describe() == (
        "age at least 65 years and has frailty; or "
        "risk of an emergency admission in 12 months at least 25 per cent"
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("65}", '"sixty"}', "Line 7, criterion 1: 'sixty' is no age: give a number."),
        (
            "0.25}",
            "25}",
            "Line 13, criterion 1: Risk of an emergency admission in 12 months of 2,500 cannot be",
        ),
        ('title = "Frail', 'titel = "Frail', 'The definition has no title: add a line title = "..."'),
        ('owner = "Falls service"', 'owner = ""', "Give the owner as 1 to 120 characters on one line"),
        ('"Falls service"', '"Falls service"\nsize = 3', "has an unknown 'size'"),
        ('id = "frail_and_alone"', 'id = "../../etc"', "The id '../../etc' cannot be used"),
        ("[[any]]", "[[some]]", "has an unknown 'some'"),
        ("65},", "65", "is no sound TOML"),
        (", value = 0.25", "", "Line 13, criterion 1: give field, comparison and value, and nothing else"),
        ("all = [{", "every = [{", "Line 13: each [[any]] holds a list named all and nothing else"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    with pytest.raises(CriteriaRefused) as refusal:
        read_definition(TEXT.replace(old, new))
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", ["", "any = 3", "\ufeff", "a" * 100_001, "any = " + "[" * 5_000])
def test_no_text_ends_in_anything_but_a_refusal(text: str) -> None:
    with pytest.raises(CriteriaRefused):
        read_definition(text)


def values(field: Field) -> st.SearchStrategy[tuple[str, object]]:
    """Return comparison and value that a field takes."""
    if field.kind is FieldKind.NUMBER:
        low, high = field.lowest, field.highest
        whole: st.SearchStrategy[object] = st.integers(int(low), int(high))
        exact: st.SearchStrategy[object] = st.decimals(low, high, places=4)
        return st.tuples(st.sampled_from(field.comparisons), whole if field.is_whole else exact)
    if field.kind is FieldKind.FLAG:
        return st.tuples(st.sampled_from(field.comparisons), st.booleans())
    known = sorted(field.choices) or ["north", "ardwick_and_longsight"]
    one = st.tuples(st.sampled_from([c for c in field.comparisons if c != "one_of"]), st.sampled_from(known))
    if "one_of" not in field.comparisons:
        return one
    return one | st.tuples(st.just("one_of"), st.lists(st.sampled_from(known), min_size=1, max_size=4))


@st.composite
def some_criterion(draw: st.DrawFn) -> Criterion:
    field = draw(st.sampled_from(sorted(FIELDS)))
    comparison, value = draw(values(FIELDS[field]))
    return criterion(field, comparison, value)


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).filter(str.strip)


@given(
    title=LINE,
    why=LINE,
    owner=LINE,
    together=st.lists(st.lists(some_criterion(), min_size=1, max_size=4), min_size=1, max_size=4),
)
def test_what_is_written_is_read_back(
    title: str, why: str, owner: str, together: list[list[Criterion]]
) -> None:
    criteria = Criteria(tuple(tuple(each) for each in together))
    definition = CohortDefinition("made", title, why, owner, criteria)
    assert read_definition(write_definition(definition)) == definition
