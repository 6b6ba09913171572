"""The people list of a run: everyone in the place, scored, ranked, in a tier, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from lco import engine
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.population.neighbourhoods import placed, residents
from lco.population.score import scores
from lco.population.scores import charlson as charlson_score
from lco.population.scores.utilisation import MEASURES
from lco.population.tables import Records, age_on, is_open
from lco.population.tiers import cuts, ranked, reasons, tier_by_rank
from lco.records.tables import Setting

COLUMNS = {
    "person": "int64",
    "neighbourhood": "string",
    "locality": "string",
    "practice": "string",
    "born_on": "date",
    "sex": "int8",
    "ethnicity": "int8",
    "age": "int16",
    "tier": "string",
    "rank": "int32",
    "points": "float64",
    "charlson": "int16",
    "emergency_admissions": "int32",
    "attendances": "int32",
    "bed_days": "int32",
    "contacts": "int32",
    "cost_pence": "int64",
    "conditions": "int16",
    "reasons": "string",
}


def write_people(
    records: Records,
    path: Path,
    *,
    index_on: date,
    rules: Sequence[TierPoint],
    tiers: Sequence[Tier],
    localities: Mapping[str, str | None],
    salt: int,
) -> int:
    """Write the people list as Parquet in order of rank, and return how many people it holds.

    Args:
        records: the records of the place.
        path: file to write.
        index_on: day the list is of; what was recorded on or after it is not looked at.
        rules: the place's points.
        tiers: the place's tiers.
        localities: neighbourhood to locality.
        salt: of the hash that breaks the last ties.
    """
    # Written once before ranking: the cuts need the number of people, and the list is used twice.
    # Spark overlooks files whose name begins with a dot.
    aside = path.with_name(f"measured-{path.name}")
    try:
        engine.write_parquet(records.con, measured(records, index_on, localities), aside)
        people = engine.read_parquet(records.con, aside)
        count = int(records.con.execute(people.count()))
        table = ranked(people, rules, salt=salt)
        listed = table.mutate(
            tier=tier_by_rank(table["rank"], cuts(tiers, count)),
            points=table.thousandths.cast("float64") / 1000.0,
            reasons=reasons(table, rules, charlson_score.illnesses(table)),
        ).order_by("rank")
        chosen = listed.select(**{name: listed[name].cast(kind) for name, kind in COLUMNS.items()})
        engine.write_parquet(records.con, chosen, path)
    finally:
        aside.unlink(missing_ok=True)
    return count


def measured(records: Records, index_on: date, localities: Mapping[str, str | None]) -> Table:
    """Return the people of the place on a day with everything points are given for; nobody has a null."""
    found = scores()
    people = placed(residents(records, index_on), records)
    used = found["utilisation"].compute(records, index_on)
    ill = found["charlson"].compute(records, index_on).select("person", "mask", "charlson")
    counted = conditions_open(records, index_on)
    people = people.left_join(used, "person").select(
        people, **{name: used[name].coalesce(0) for name in MEASURES}
    )
    people = people.left_join(ill, "person").select(
        people, mask=ill.mask.coalesce(0).cast("int64"), charlson=ill.charlson.coalesce(0)
    )
    people = people.left_join(counted, "person").select(people, conditions=counted.conditions.coalesce(0))
    people = _named(people, records, localities)
    return people.mutate(age=age_on(people.born_on, index_on))


def conditions_open(records: Records, index_on: date) -> Table:
    """Return person and `conditions`: distinct diagnoses still open on the day, hospital coding aside.

    What was coded for a hospital stay says why somebody was there, not what they live with.
    """
    rows = records["conditions"]
    kept = rows.filter(is_open(rows, index_on), rows.setting != Setting.INPATIENT.value)
    distinct = kept.select("person", "code").distinct()
    return distinct.group_by("person").agg(conditions=lambda t: t.count())


def _named(people: Table, records: Records, localities: Mapping[str, str | None]) -> Table:
    """Add the locality of each neighbourhood and the text of each practice."""
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
    return (
        people.left_join(practices, "practice")
        .select(people, ods=practices.ods)
        .drop("practice", "ward")
        .rename(practice="ods")
    )
