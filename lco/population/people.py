"""The people list of a run: everyone in the place, scored, ranked, in a tier, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, StringValue, Table

from lco import engine
from lco.place.facts.cohort_rules import CohortRule
from lco.place.facts.cohorts import Cohort
from lco.place.facts.impactibility import Impactibility
from lco.place.facts.priority_lists import PriorityList
from lco.place.facts.priority_rules import PriorityRule
from lco.place.facts.segment_rules import SegmentRule
from lco.place.facts.segments import Segment
from lco.place.pack import Place
from lco.population.areas import Areas
from lco.population.cohorts import cohorts_of, has_mental_health_need
from lco.population.conditions import CATALOGUE, has_condition
from lco.population.impactibility import expected_net_value
from lco.population.judgements import judgements_on
from lco.population.moves import moves_since
from lco.population.neighbourhoods import placed, residents
from lco.population.opt_outs import opted_out
from lco.population.priority import on_list
from lco.population.risk.reasons import reasons as risk_reasons
from lco.population.segments import segment_of
from lco.population.snapshots import FORMER_MONTHS, LOOKED_BACK_MONTHS, Rules, Snapshot, snapshots, tiers_at
from lco.population.tables import Records
from lco.population.tiers import ranked
from lco.population.tiers import reasons as points_reasons
from lco.records.tables import OptOutKind

COLUMNS = {
    "person": "int64",
    "neighbourhood": "string",
    "locality": "string",
    "practice": "string",
    "born_on": "date",
    "sex": "int8",
    "ethnicity": "int8",
    "deprivation": "int8",
    "age": "int16",
    "tier": "string",
    "rank": "int32",
    "points": "float64",
    "risk": "float64",
    "risk_before": "float64",
    "charlson": "int16",
    "elixhauser": "int16",
    "hfrs_tenths": "int16",
    "cmms_hundredths": "int16",
    "emergency_admissions": "int32",
    "attendances": "int32",
    "bed_days": "int32",
    "contacts": "int32",
    "medicines": "int16",
    "cost_pence": "int64",
    "conditions": "int16",
    "illnesses": "int64",
    "segment": "string",
    "cohorts": "string",
    "has_mental_health_need": "boolean",
    "is_priority": "boolean",
    "former_tier": "string",
    "movement": "string",
    "movement_reasons": "string",
    "is_rising_fast": "boolean",
    "impactibility_pence": "int64",
    "judged_tier": "string",
    "judged_reason": "string",
    "reasons": "string",
}
# Who and where somebody is who is in no list: what their team needs, and nothing of their need.
UNLISTED_COLUMNS = ("person", "neighbourhood", "locality", "practice", "born_on", "sex")
# The conditions of the catalogue that earn Charlson points, named instead of the number.
_EARN_POINTS = (
    "heart_failure",
    "dementia",
    "copd",
    "asthma",
    "bronchiectasis",
    "rheumatoid_arthritis",
    "connective_tissue_disease",
    "liver_disease",
    "diabetes",
    "chronic_kidney_disease",
    "cancer",
    "metastatic_cancer",
)


@dataclass(frozen=True)
class Stratified:
    """The people of a place in their tiers, now and before.

    Attributes:
        count: how many live in the place now.
        people: everybody with `COLUMNS`, for counting: who opted out of being stratified is among them and is
            counted, but stands in no list.
        unlisted: `UNLISTED_COLUMNS` of those who opted out; None when nobody did.
        former: months back to person, tier and neighbourhood then; a day without residents is left out.
        taken: the days looked at, by months back.
    """

    count: int
    people: Table
    former: Mapping[int, Table]
    taken: Mapping[int, Snapshot]
    unlisted: Table | None = None


def stratify(
    records: Records, place: Place, areas: Areas, rules: Rules, *, index_on: date, list_to: Path, folder: Path
) -> Stratified | None:
    """Write the people list as Parquet in order of rank; None, and nothing written, when nobody lives there.

    Who opted out of being stratified is not in the list that is written, under whatever rank.

    Args:
        records: the records of the place.
        place: its facts: segments, cohorts, the priority list.
        areas: its areas.
        rules: how people are ranked.
        index_on: day the list is of; what was recorded on or after it is not looked at.
        list_to: file to write the list to.
        folder: where to write what the list is made from; must stay as long as the result is used.
    """
    taken = snapshots(records, folder, index_on, rules)
    if 0 not in taken:
        return None
    former = {
        back: _former(records, folder, back, taken, rules)
        for back in (FORMER_MONTHS, *LOOKED_BACK_MONTHS)
        if back in taken
    }
    con, count = records.con, taken[0].standing.count
    # Written before the list is made of it: every column of the list looks at it.
    engine.write_parquet(con, _stood(records, areas, taken, rules), folder / "stood.parquet")
    stood = engine.read_parquet(con, folder / "stood.parquet")
    people = _described(stood, place, count)
    people = _with(people, judgements_on(records, index_on))
    people = _with(
        people, moves_since(con, people, former.get(FORMER_MONTHS), taken=taken, rules=rules, folder=folder)
    )
    people = people.mutate(
        points=people.thousandths.cast("float64") / 1000.0, reasons=_reasons(people, rules)
    )
    listed = people.order_by("rank").select(
        **{name: people[name].cast(kind) for name, kind in COLUMNS.items()}
    )
    everybody, unlisted = _written(records, listed, list_to=list_to, folder=folder)
    return Stratified(count, everybody, former, taken, unlisted)


def _written(records: Records, listed: Table, *, list_to: Path, folder: Path) -> tuple[Table, Table | None]:
    """Write the list; return everybody, and those who are left out of it, None when nobody is."""
    con, out = records.con, opted_out(records, OptOutKind.STRATIFICATION)
    if not con.execute(out.count()):
        engine.write_parquet(con, listed, list_to)
        return engine.read_parquet(con, list_to), None
    engine.write_parquet(con, listed, folder / "everybody.parquet")
    everybody = engine.read_parquet(con, folder / "everybody.parquet")
    engine.write_parquet(con, everybody.anti_join(out, "person").order_by("rank"), list_to)
    left_out = everybody.semi_join(out, "person").select(*UNLISTED_COLUMNS)
    return everybody, left_out.order_by("person")


def _stood(records: Records, areas: Areas, taken: Mapping[int, Snapshot], rules: Rules) -> Table:
    """Return the residents of today with who and where they are, every feature, rank and tier."""
    now = taken[0]
    known = placed(residents(records, now.on), records).drop("sex", "ethnicity")
    stood = ranked(now.features, rules.points, salt=rules.salt, model=rules.model)
    people = _with(_with(stood, _named(known, records, areas.localities)), tiers_at(0, taken, rules))
    return people.mutate(
        conditions=people.long_term_conditions, has_mental_health_need=has_mental_health_need(people)
    )


def _former(records: Records, folder: Path, back: int, taken: Mapping[int, Snapshot], rules: Rules) -> Table:
    lived = placed(residents(records, taken[back].on), records).select("person", "neighbourhood")
    tiers = tiers_at(back, taken, rules).select("person", "tier")
    path = folder / f"tiers-{back}.parquet"
    engine.write_parquet(records.con, _with(tiers, lived), path)
    return engine.read_parquet(records.con, path)


def _described(people: Table, place: Place, count: int) -> Table:
    """Add what the rules of the place say of each person."""
    people = people.mutate(
        segment=segment_of(people, place.rows(Segment), place.rows(SegmentRule)),
        cohorts=cohorts_of(people, place.rows(Cohort), place.rows(CohortRule)),
    )
    wanted = next(iter(place.rows(PriorityList)), None)
    return people.mutate(
        is_priority=on_list(people, place.rows(PriorityRule), wanted, count),
        impactibility_pence=expected_net_value(people, place.rows(Impactibility)),
    )


def _reasons(people: Table, rules: Rules) -> StringValue:
    if rules.model is not None:
        return risk_reasons(people, rules.model)
    return points_reasons(people, rules.points, illnesses(people))


def illnesses(people: Table) -> list[tuple[str, BooleanValue]]:
    """Return the conditions that earn points, in plain words, and whether they are why a person has some."""
    has_points = people.charlson > 0
    return [
        (CATALOGUE[each].plain_words, has_condition(people.illnesses, each) & has_points)
        for each in _EARN_POINTS
    ]


def _with(people: Table, part: Table) -> Table:
    columns = {name: part[name] for name in part.columns if name != "person"}
    return people.left_join(part, "person").select(people, **columns)


def _named(people: Table, records: Records, localities: Mapping[str, str | None]) -> Table:
    """Return `people` with the locality of each neighbourhood and the text of each practice."""
    areas = ibis.memtable(
        pa.table(
            [list(localities), list(localities.values())],
            schema=pa.schema([("neighbourhood", pa.string()), ("locality", pa.string())]),
        )
    )
    ods = [(each.code, each.text) for each in records.dictionary if each.system == "ods"]
    practices = ibis.memtable(
        pa.table(
            [[code for code, _ in ods], [text for _, text in ods]],
            schema=pa.schema([("practice", pa.int32()), ("ods", pa.string())]),
        )
    )
    people = people.left_join(areas, "neighbourhood").select(people, locality=areas.locality)
    named = people.left_join(practices, "practice").select(people, ods=practices.ods)
    return named.drop("practice", "ward").rename(practice="ods")
