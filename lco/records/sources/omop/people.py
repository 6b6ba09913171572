"""People from the OMOP tables person, location and care_site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import fault, words
from lco.records.extract import PeopleExtract
from lco.store.vocabulary import Ethnicity, Sex

_SEX = {8507: Sex.MALE, 8532: Sex.FEMALE, 8570: Sex.INDETERMINATE}
# Standard concepts of the OMOP domain Race; what a source writes stands in when the concept is 0.
_RACE = {
    8527: Ethnicity.WHITE,
    8516: Ethnicity.BLACK,
    8515: Ethnicity.ASIAN,
    8557: Ethnicity.OTHER,
    8657: Ethnicity.OTHER,
    8522: Ethnicity.OTHER,
}
_RACE_WRITTEN = {
    "white": Ethnicity.WHITE,
    "black": Ethnicity.BLACK,
    "asian": Ethnicity.ASIAN,
    "mixed": Ethnicity.MIXED,
    "hawaiian": Ethnicity.OTHER,
    "native": Ethnicity.OTHER,
    "other": Ethnicity.OTHER,
}
_AREA = {"lsoa": r"^E01[0-9]{6}$", "ward": r"^E05[0-9]{6}$"}


def people(tables: Mapping[str, Expression], path: str) -> PeopleExtract:
    """Return the people of an OMOP source, in the order of the table person."""
    rows = _with(tables["person"], tables, "location", "location_id")
    born_on = _born_on(rows)
    place = rows.location_source_value
    has_address = rows.location_id.notnull()
    extract = rows.order_by("rid").select(
        fault=ibis.ifelse(rows.fault > 0, rows.fault, _no_such_day(rows, born_on)).cast("int8"),
        person_ref=rows.person_id,
        nhs_text=ibis.null("string"),
        given_name=ibis.null("string"),
        family_name=ibis.null("string"),
        born_on=born_on,
        sex=_lookup(rows.gender_concept_id, _SEX),
        ethnicity=_ethnicity(rows),
        died_on=ibis.null("date"),
        address=words(ibis.literal(", ").join([rows.address_1, rows.address_2, rows.city])),
        postcode=rows.zip,
        lsoa=ibis.ifelse(place.re_search(_AREA["lsoa"]), place, ibis.null("string")),
        ward=ibis.ifelse(place.re_search(_AREA["ward"]), place, ibis.null("string")),
        lives_from=ibis.ifelse(has_address, born_on, ibis.null("date")),
        practice=ibis.null("string"),
        registered_from=ibis.null("date"),
        is_synthetic=ibis.literal(False),
    )
    return PeopleExtract("person", extract, (path,))


def _no_such_day(rows: Expression, born_on: Any) -> Any:
    return fault((rows.year_of_birth.notnull() & born_on.isnull(), "out_of_range"))


def _with(rows: Expression, tables: Mapping[str, Expression], table: str, key: str) -> Expression:
    """Add the columns of a table each person points to; nulls when the source has no such table."""
    names = ("address_1", "address_2", "city", "zip", "location_source_value")
    if table not in tables:
        return rows.mutate(**{name: ibis.null("string") for name in names})
    other = tables[table].filter(tables[table].fault == 0)
    other = other.group_by(key).agg(**{name: other[name].min() for name in names})
    return rows.left_join(other, key).drop(f"{key}_right")


def _born_on(rows: Expression) -> Any:
    """Return the day of birth; a missing month or day is the first, so that no event falls before it."""

    def two(number: Any) -> Any:
        return number.fill_null(1).cast("string").lpad(2, "0")

    year = rows.year_of_birth.cast("string").lpad(4, "0")
    return ibis.literal("-").join([year, two(rows.month_of_birth), two(rows.day_of_birth)]).try_cast("date")


def _lookup(value: Any, codes: Mapping[Any, int]) -> Any:
    branches = [(value == written, ibis.literal(int(code), type="int8")) for written, code in codes.items()]
    return ibis.cases(*branches, else_=ibis.literal(0, type="int8"))


def _ethnicity(rows: Expression) -> Any:
    is_coded = rows.race_concept_id.fill_null(0) != 0
    written = rows.race_source_value.lower()
    return ibis.ifelse(is_coded, _lookup(rows.race_concept_id, _RACE), _lookup(written, _RACE_WRITTEN))
