"""Illnesses and scores of illness before a day, every code list in as few passes as their rules allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce

import ibis
from ibis.expr.types import IntegerValue, Table

from lco.engine import bit_or
from lco.population.coded import coded_before, coded_in_emergencies
from lco.population.codelist import CodeList, masks
from lco.population.conditions import condition_codes, number_of
from lco.population.features.windows import TWO_YEARS
from lco.population.scores import charlson, elixhauser, hfrs
from lco.population.tables import Records

Points = Callable[[Sequence[IntegerValue]], dict[str, IntegerValue]]

_EVER: Mapping[str, CodeList] = {
    "charlson": charlson.GROUPS,
    "elixhauser": elixhauser.GROUPS,
    "conditions": condition_codes(),
}
_IN_EMERGENCIES: Mapping[str, CodeList] = {"hfrs": hfrs.GROUPS}


def coded_ever(records: Records, index_on: date) -> Table:
    """Return person and the masks of all lists that count whatever was recorded before `index_on`."""
    return _masks_of_people(records, coded_before(records, index_on), _EVER)


def coded_in_stays(records: Records, index_on: date) -> Table:
    """Return person and the masks of the lists that count codes of emergency admissions of two years."""
    events = coded_in_emergencies(records, TWO_YEARS.period(index_on))
    return _masks_of_people(records, events, _IN_EMERGENCIES)


def scored(people: Table) -> dict[str, IntegerValue]:
    """Return the scores of a table with the masks, the age and the emergency admissions of each person.

    A mask is null where nobody recorded a code of its list: then no group is held.
    """
    (illnesses,) = _held(people, "conditions")
    had_emergency = people.emergency_admissions.fill_null(0) + people.emergency_admissions_366_730.fill_null(
        0
    )
    frailty = _points(people, "hfrs", hfrs.points)["hfrs_tenths"]
    return {
        "illnesses": illnesses,
        "long_term_conditions": number_of(illnesses),
        **_points(people, "charlson", charlson.points),
        **_points(people, "elixhauser", elixhauser.points),
        "hfrs_tenths": (had_emergency > 0).ifelse(frailty, ibis.null("int32")),
    }


def _points(people: Table, name: str, points: Points) -> dict[str, IntegerValue]:
    """Return the numbers of a score; who holds no group is not computed, which most people do not."""
    held = _held(people, name)
    has_any = reduce(lambda one, other: one | other, held) != 0
    return {each: has_any.ifelse(number, 0) for each, number in points(held).items()}


def _held(people: Table, name: str) -> list[IntegerValue]:
    return [people[column].fill_null(0) for column in _columns(name, {**_EVER, **_IN_EMERGENCIES}[name])]


def _columns(name: str, codelist: CodeList) -> list[str]:
    return [f"{name}_{column}" for column in codelist.columns]


def _masks_of_people(records: Records, events: Table, lists: Mapping[str, CodeList]) -> Table:
    """Return person and the masks of some lists: one join over the events, however many lists there are."""
    codes = _masks_of_codes(records, lists)
    columns = [column for column in codes.columns if column != "code"]
    coded = events.join(codes, "code").select(events.person, *[codes[column] for column in columns])
    return coded.group_by("person").agg(**{column: bit_or(coded[column]) for column in columns})


def _masks_of_codes(records: Records, lists: Mapping[str, CodeList]) -> Table:
    """Return the integers of all codes in any group of any list, and the masks of every list."""
    columns = [column for name, codelist in lists.items() for column in _columns(name, codelist)]
    stacked = reduce(
        lambda one, other: one.union(other),
        (_widened(records, name, codelist, columns) for name, codelist in lists.items()),
    )
    return stacked.group_by("code").agg(**{column: bit_or(stacked[column]) for column in columns})


def _widened(records: Records, name: str, codelist: CodeList, columns: Sequence[str]) -> Table:
    """Return the codes of one list with its masks, and 0 in the columns of the other lists."""
    found = masks(records, codelist)
    own = dict(zip(_columns(name, codelist), codelist.columns, strict=True))
    nothing = ibis.literal(0, "int64")
    return found.select(
        "code", **{column: found[own[column]] if column in own else nothing for column in columns}
    )
