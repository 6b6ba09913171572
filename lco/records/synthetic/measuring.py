"""Measures the figures of the calibration report from record tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import ibis
import numpy as np
from ibis.expr.types import Table as Expression

from lco.periods import twelve_months_before
from lco.place.facts.wards import Ward
from lco.place.pack import Place
from lco.records.synthetic.arrays import Doubles
from lco.store.place_store import Store
from lco.store.tables import AdmissionMethod, Setting

SECONDARY_CARE = (Setting.INPATIENT, Setting.OUTPATIENT, Setting.EMERGENCY_DEPARTMENT)
_BANDS = ((0, 4), (5, 14), (15, 24), (25, 44), (45, 64), (65, 74), (75, 84), (85, None))
_FELL = "W19"
_MOST_EVENTS_TOGETHER = 1.6
"""Variance of yearly admissions of people over their mean: some have many."""


@dataclass(frozen=True)
class Measured:
    """A figure, its standard error, and how it was measured where that needs saying."""

    value: float
    error: float
    note: str = ""


def share(count: float, of: float, *, percent: float = 100.0, note: str = "") -> Measured:
    """Return a share of people in per cent with its binomial standard error."""
    # One more on either side, so that the error of nobody or everybody is not nothing.
    likely = (count + 1) / (of + 2)
    error = float(np.sqrt(likely * (1 - likely) / max(of, 1)))
    return Measured(percent * count / max(of, 1), percent * error, note)


def rate(events: float, people: float, per: float, *, note: str = "") -> Measured:
    """Return events per `per` people, with a standard error that knows some people have many."""
    error = float(np.sqrt(events * _MOST_EVENTS_TOGETHER)) / max(people, 1)
    return Measured(per * events / max(people, 1), per * error, note)


@dataclass(frozen=True)
class Records:
    """The records of a store as seen on `index_on`."""

    store: Store
    con: Any
    index_on: date

    def _table(self, name: str) -> Expression:
        return self.store.table(self.con, name)

    @cached_property
    def people(self) -> Expression:
        """Residents on the day before `index_on`: person, age, ward; computed once."""
        addresses, people = self._table("addresses"), self._table("people")
        index = ibis.date(self.index_on)
        here = addresses.filter(
            addresses.starts_on < index, addresses.ends_before.isnull() | (addresses.ends_before >= index)
        )
        # An address that ends on the index day was left that day: who died or moved then counts no more.
        here = here.filter(here.ends_before.isnull() | (here.ends_before > index)).select("person", "ward")
        joined = here.join(people, "person")
        age = _age(joined.born_on, index)
        return joined.select("person", "ward", age=age).cache()

    @cached_property
    def by_age(self) -> Doubles:
        """Return residents by whole year of age."""
        counted = self.con.to_pyarrow(self.people.group_by("age").agg(n=self.people.count()))
        result = np.zeros(130)
        result[np.array(counted["age"])] = np.array(counted["n"])
        return result

    def residents(self) -> int:
        """Return the number of residents."""
        return int(self.by_age.sum())

    def shares_by_condition(self) -> dict[str, Measured]:
        """Return the share of residents with each condition of general practice, and shares by age."""
        conditions, codes = self._table("conditions"), self.store.codes(self.con)
        local = codes.filter(codes.system == "local").select("code", "text")
        recorded = conditions.filter(
            conditions.setting == int(Setting.GENERAL_PRACTICE),
            conditions.starts_on < ibis.date(self.index_on),
        )
        found = recorded.join(local, "code").select("person", "text").distinct().join(self.people, "person")
        counted = found.group_by("text").agg(
            n=found.count(),
            n_17=(found.age >= 17).sum(),
            n_65=(found.age >= 65).sum(),
        )
        rows = {row["text"]: row for row in self.con.to_pyarrow(counted).to_pylist()}
        residents = self.residents()
        result = {text: share(row["n"], residents) for text, row in rows.items()}
        if "diabetes" in rows:
            result["diabetes_aged_17_plus"] = share(rows["diabetes"]["n_17"], self.by_age[17:].sum())
        if "dementia" in rows:
            having = rows["dementia"]
            result["dementia_people"] = Measured(having["n"], float(np.sqrt(having["n"])))
            result["dementia_65_plus"] = share(having["n_65"], having["n"])
        return result

    @cached_property
    def _spells(self) -> Expression:
        period = twelve_months_before(self.index_on)
        admissions, people = self._table("admissions"), self._table("people")
        joined = admissions.join(people.select("person", "born_on"), "person")
        joined = joined.mutate(age=_age(joined.born_on, joined.starts_on))
        starts, ends = ibis.date(period.starts_on), ibis.date(period.ends_before)
        return joined.mutate(is_in_year=(joined.starts_on >= starts) & (joined.starts_on < ends))

    def admission_rates(self) -> dict[str, Measured]:
        """Return emergency admissions of the year by age, after falls, and within thirty days."""
        spells = self._spells
        emergencies = spells.filter(spells.is_in_year, spells.method == int(AdmissionMethod.EMERGENCY))
        counted = self.con.to_pyarrow(emergencies.group_by("age").agg(n=emergencies.count()))
        events = np.zeros(130)
        events[np.array(counted["age"])] = np.array(counted["n"])
        result = {}
        for first, last in _BANDS:
            band = slice(first, None if last is None else last + 1)
            name = f"emergency_admissions_{first}_{'plus' if last is None else last}"
            result[name] = rate(float(events[band].sum()), float(self.by_age[band].sum()), 1000)
        fell = self._fell(emergencies.filter(emergencies.age >= 65))
        note = "not age-standardised"
        result["falls_admissions_65_plus"] = rate(fell, float(self.by_age[65:].sum()), 100_000, note=note)
        result["emergency_readmissions_30_days"] = self._readmitted()
        return result

    def _fell(self, emergencies: Expression) -> int:
        conditions, codes = self._table("conditions"), self.store.codes(self.con)
        fall = codes.filter(codes.system == "icd10", codes.text == _FELL).select("code")
        written = conditions.filter(conditions.setting == int(Setting.INPATIENT)).semi_join(fall, "code")
        written = written.select("person", "starts_on").distinct()
        return int(self.con.execute(emergencies.semi_join(written, ["person", "starts_on"]).count()))

    def _readmitted(self) -> Measured:
        """Return the share of discharges followed by an emergency within thirty days.

        Left out are births, day cases and stays that end in death.
        """
        spells, deaths = self._spells, self._table("deaths")
        following = ibis.window(group_by="person", order_by=["starts_on", "spell"])
        later = spells.mutate(
            next_on=spells.starts_on.lead().over(following), next_method=spells.method.lead().over(following)
        )
        left = later.filter(
            later.is_in_year,
            later.ends_before.notnull(),
            later.method != int(AdmissionMethod.MATERNITY),
            (later.method == int(AdmissionMethod.EMERGENCY)) | (later.ends_before > later.starts_on),
        )
        left = left.anti_join(deaths, [("person", "person"), ("ends_before", "died_on")])
        is_back = (left.next_method == int(AdmissionMethod.EMERGENCY)) & (
            left.next_on.delta(left.ends_before, unit="day") <= 30
        )
        row = self.con.to_pyarrow(left.agg(n=left.count(), back=is_back.fill_null(False).sum())).to_pylist()[
            0
        ]
        return share(float(row["back"] or 0), float(row["n"]), note="births, day cases, deaths left out")

    def spend(self) -> dict[str, Measured]:
        """Return the share of the year's secondary-care spend of the 5% of patients who cost most."""
        costs, period = self._table("costs"), twelve_months_before(self.index_on)
        year = costs.filter(
            costs.setting.isin([int(setting) for setting in SECONDARY_CARE]),
            costs.incurred_on >= ibis.date(period.starts_on),
            costs.incurred_on < ibis.date(period.ends_before),
        )
        each = self.con.to_pyarrow(year.group_by("person").agg(pence=year.pence.sum()).order_by("person"))
        pence = np.array(each["pence"], dtype=np.float64)
        note = "of people with any hospital, clinic or emergency cost in the year"
        return {"spend_of_top_5_percent": Measured(100 * top_share(pence), 100 * _error_of_top(pence), note)}

    def for_comparison(self) -> list[tuple[str, str, str, float, Measured]]:
        """Return figures without a published target in the pack: what the generator's own tables ask for."""
        from lco.records.synthetic.measuring_use import usual_use

        return usual_use(self)

    def greatest_ward_difference(self, place: Place) -> Measured:
        """Return the greatest difference of a ward's share of residents from the pack's, in points."""
        codes = self.store.codes(self.con)
        wards = codes.filter(codes.system == "ward").select(ward="code", name="text")
        known = self.people.join(wards, "ward")
        rows = self.con.to_pyarrow(known.group_by("name").agg(n=known.count())).to_pylist()
        counts = {row["name"]: row["n"] for row in rows}
        total, printed = sum(counts.values()), sum(ward.persons for ward in place.rows(Ward))
        worst = max(
            abs(counts.get(ward.ward, 0) / max(total, 1) - ward.persons / printed)
            for ward in place.rows(Ward)
        )
        return Measured(100 * worst, 100 * float(np.sqrt(0.04 / max(total, 1))))


def _age(born_on: Any, day: Any) -> Any:
    """Return whole years from the first of the month of birth."""
    months = (day.year() - born_on.year()) * 12 + (day.month() - born_on.month())
    return (months // 12).cast("int32")


def top_share(pence: Doubles, part: float = 0.05) -> float:
    """Return the share of the sum that the greatest `part` of the entries hold."""
    if not len(pence) or pence.sum() <= 0:
        return 0.0
    count = int(np.ceil(part * len(pence)))
    return float(np.partition(pence, len(pence) - count)[len(pence) - count :].sum() / pence.sum())


def _error_of_top(pence: Doubles, groups: int = 20) -> float:
    """Return the standard error of `top_share`, from groups of people drawn by pseudonym."""
    parts = [top_share(pence[group::groups]) for group in range(groups)]
    return float(np.std(parts, ddof=1) / np.sqrt(groups)) if len(pence) >= groups * 20 else 0.05
