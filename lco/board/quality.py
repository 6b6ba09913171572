"""Quality of the records as figures of a run: the checks that one look at each table answers.

Doubled rows and rows of strangers need every row compared with every other; ``lco records quality``
counts those when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from lco.place.pack import Place
from lco.population.tables import Records
from lco.quantities import Kind
from lco.records.quality.checks import Check, checks_of, first_day
from lco.records.tables import TABLES
from lco.store import Store
from lco.store.figures import Figure


@dataclass(frozen=True)
class _Share:
    """A part of a whole and how to say it."""

    figure: str
    label: str
    unit: str
    part: int
    whole: int
    working: str
    inputs: tuple[str, ...]


def quality_figures(
    records: Records, store: Store, place: Place, *, on: date, rows: dict[str, int], smallest: int
) -> Iterator[Figure]:
    """Yield what is known of the quality of the records on a day.

    Rows quarantined, diagnoses the score can read, and for each table with rows the share of them that
    fails each check, and the days since its last row: ``quality/<table>/<column>/<check>``.
    """
    for share in (_quarantined(store), _in_icd10(records, rows)):
        yield _share_figure(place, share, on=on, smallest=1)
    for name in TABLES:
        if rows[name]:
            yield from _of_table(records, place, name, on=on, rows=rows[name], smallest=smallest)


def _quarantined(store: Store) -> _Share:
    read = sum(row.read for batch in store.batches() for row in batch.rows)
    aside = sum(row.quarantined for batch in store.batches() for row in batch.rows)
    return _Share(
        figure="quality/quarantined",
        label="Rows that could not be used",
        unit="per cent of rows read",
        part=aside,
        whole=read,
        working=f"{aside:,} rows in quarantine of {read:,} read, over every batch.",
        inputs=("records/quarantine",),
    )


def _in_icd10(records: Records, rows: dict[str, int]) -> _Share:
    conditions = records["conditions"]
    icd10 = records.codes_where(lambda code: code.system == "icd10")
    codes = ibis.memtable(pa.table({"code": pa.array(icd10, pa.int32())}))
    coded, whole = int(records.con.execute(conditions.semi_join(codes, "code").count())), rows["conditions"]
    return _Share(
        figure="quality/diagnoses_in_icd10",
        label="Diagnoses coded in ICD-10",
        unit="per cent of diagnoses",
        part=coded,
        whole=whole,
        working=(
            f"{coded:,} of {whole:,} diagnoses. Scores read ICD-10, and of other codes those the place's own "
            "code lists map to it: where the share is low and there are none, a score of 0 says little."
        ),
        inputs=("records/conditions",),
    )


def _of_table(
    records: Records, place: Place, name: str, *, on: date, rows: int, smallest: int
) -> Iterator[Figure]:
    table, checks, day = records[name], checks_of(name), first_day(name)
    asked: dict[str, Any] = {str(number): check.fails(table, on).sum() for number, check in enumerate(checks)}
    if day is not None:
        asked["latest"] = table[day].max()
    if not asked:
        return
    found = records.con.to_pyarrow(table.aggregate(**asked)).to_pylist()[0]
    for number, check in enumerate(checks):
        share = _failing(name, check, int(found[str(number)] or 0), rows)
        yield _share_figure(place, share, on=on, smallest=smallest)
    if day is not None and found["latest"] is not None:
        yield _days_since(place, name, found["latest"], on=on)


def _failing(table: str, check: Check, part: int, rows: int) -> _Share:
    return _Share(
        figure=f"quality/{table}/{check.column or 'row'}/{check.reason}",
        label=f"{check.meaning[0].upper()}{check.meaning[1:]}, {table}",
        unit="per cent of rows",
        part=part,
        whole=rows,
        working=f"{part:,} of {rows:,} rows of {table} fail the check ({check.dimension}).",
        inputs=(f"records/{table}",),
    )


def _share_figure(place: Place, share: _Share, *, on: date, smallest: int) -> Figure:
    is_hidden = 0 < share.part < smallest
    return Figure(
        figure=share.figure,
        definition="quality",
        label=share.label,
        area=place.id,
        period=on.isoformat(),
        value=100 * share.part / share.whole if share.whole and not is_hidden else None,
        numerator=None if is_hidden else float(share.part),
        denominator=float(share.whole),
        unit=share.unit,
        kind=Kind.STOCK.value,
        is_suppressed=is_hidden,
        source=", ".join(share.inputs).replace("records/", "record table "),
        working="Withheld: it is made of a small number." if is_hidden else share.working,
        inputs=share.inputs,
    )


def _days_since(place: Place, name: str, latest: date, *, on: date) -> Figure:
    days = max((on - latest).days, 0)
    return Figure(
        figure=f"quality/{name}/latest",
        definition="quality",
        label=f"Days since the last row of {name}",
        area=place.id,
        period=on.isoformat(),
        value=float(days),
        unit="days",
        kind=Kind.STOCK.value,
        source=f"record table {name}",
        working=f"The last row is of {latest.isoformat()}.",
        inputs=(f"records/{name}",),
    )
