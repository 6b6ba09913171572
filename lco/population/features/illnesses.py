"""Illnesses and scores of illness before a day, every code list in as few passes as their rules allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce

import ibis
import pyarrow as pa
from ibis.expr.types import IntegerValue, Table

from lco.engine import bit_or
from lco.population.coded import coded_in_emergencies
from lco.population.codelist import CodeList, bits_of_codes, split
from lco.population.conditions import CATALOGUE, condition_codes, number_of
from lco.population.cut_offs import cut_off
from lco.population.features.windows import TWO_YEARS, Window
from lco.population.scores import charlson, cmms, elixhauser, hfrs
from lco.population.tables import Records

Points = Callable[[Sequence[IntegerValue]], dict[str, IntegerValue]]

_EVER: Mapping[str, CodeList] = {
    "charlson": charlson.GROUPS,
    "elixhauser": elixhauser.GROUPS,
    "conditions": condition_codes(),
}
_IN_EMERGENCIES: Mapping[str, CodeList] = {"hfrs": hfrs.GROUPS}
_CANCER = CATALOGUE["cancer"].bit


def coded_ever(records: Records, index_on: date) -> Table:
    """Return person, the masks of all lists that count whatever was recorded before `index_on`, and `lately`.

    A group counts however often and wherever it was recorded: as a diagnosis, or as the main diagnosis of
    an admission. `lately` holds the cancers recorded lately enough for the multimorbidity score.
    """
    day = ibis.literal(index_on)
    tables = (records["conditions"], records["admissions"])
    parts = [
        table.filter(table.starts_on < day, table.code.notnull()).select("person", "code", "starts_on")
        for table in tables
    ]
    coded = _with_masks(records, parts[0].union(parts[1]), _EVER)
    is_late = Window(1, cut_off("cmms_cancer_days")).holds(coded.starts_on, index_on)
    cancer = coded.conditions_mask_0 & ibis.literal(_CANCER, "int64")
    return coded.group_by("person").agg(
        **_any_of(coded, _EVER), lately=bit_or(is_late.ifelse(cancer, ibis.literal(0, "int64")))
    )


def coded_in_stays(records: Records, index_on: date) -> Table:
    """Return person and the masks of the lists that count codes of emergency admissions of two years."""
    events = coded_in_emergencies(records, TWO_YEARS.period(index_on))
    coded = _with_masks(records, events, _IN_EMERGENCIES)
    return coded.group_by("person").agg(**_any_of(coded, _IN_EMERGENCIES))


def scored(people: Table) -> dict[str, IntegerValue]:
    """Return the scores of people with their masks, age, kinds of medicine and emergency admissions.

    A mask is null where nobody recorded a code of its list: then no group is held.
    """
    (illnesses,) = _held(people, "conditions")
    had_emergency = people.emergency_admissions.fill_null(0) + people.emergency_admissions_366_730.fill_null(
        0
    )
    frailty = _points(_held(people, "hfrs"), hfrs.points)["hfrs_tenths"]
    counted = cmms.counted_illnesses(illnesses, people.lately.fill_null(0), people.often.fill_null(0))
    many = _points([counted], cmms.points)["cmms_hundredths"]
    return {
        "illnesses": illnesses,
        "long_term_conditions": number_of(illnesses),
        **_points(_held(people, "charlson"), charlson.points),
        **_points(_held(people, "elixhauser"), elixhauser.points),
        "hfrs_tenths": (had_emergency > 0).ifelse(frailty, ibis.null("int32")),
        "cmms_hundredths": (people.age >= cut_off("cmms_age_from")).ifelse(many, ibis.null("int32")),
    }


def _points(held: Sequence[IntegerValue], points: Points) -> dict[str, IntegerValue]:
    """Return the numbers of a score, worked out for those alone who hold any group: most people hold none."""
    holds_any = reduce(lambda one, other: one | other, held) != 0
    nothing = ibis.literal(0, "int32")
    return {each: holds_any.ifelse(number, nothing) for each, number in points(held).items()}


def _held(people: Table, name: str) -> list[IntegerValue]:
    return [people[column].fill_null(0) for column in _columns(name, {**_EVER, **_IN_EMERGENCIES}[name])]


def _columns(name: str, codelist: CodeList) -> list[str]:
    return [f"{name}_{column}" for column in codelist.columns]


def _any_of(coded: Table, lists: Mapping[str, CodeList]) -> dict[str, IntegerValue]:
    names = [column for name, codelist in lists.items() for column in _columns(name, codelist)]
    return {column: bit_or(coded[column]) for column in names}


def _with_masks(records: Records, events: Table, lists: Mapping[str, CodeList]) -> Table:
    """Return the events with a code of any of the lists, and their masks: one join, however many lists."""
    found = [bits_of_codes(records, codelist) for codelist in lists.values()]
    codes = sorted(set().union(*found))
    columns: dict[str, list[int]] = {}
    for (name, codelist), bits in zip(lists.items(), found, strict=True):
        rows = [split(bits.get(code, 0), codelist) for code in codes]
        columns |= {column: [row[k] for row in rows] for k, column in enumerate(_columns(name, codelist))}
    schema = pa.schema([("code", pa.int32()), *((column, pa.int64()) for column in columns)])
    masks = ibis.memtable(pa.table([codes, *columns.values()], schema=schema))
    return events.join(masks, "code").select(events, *[masks[column] for column in columns])
