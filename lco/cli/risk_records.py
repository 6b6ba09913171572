"""The records of a place as models of risk take them."""

from __future__ import annotations

from datetime import date

from lco import engine
from lco.board.inputs import day_after_last_event
from lco.cli.say import Refused
from lco.disclosure import SMALLEST_SHOWN
from lco.place.facts.lsoas import Lsoa
from lco.place.facts.tier_points import TierPoint
from lco.place.pack import Place
from lco.population.areas import areas_of
from lco.population.features.table import feature_table
from lco.population.risk.model import ModelRefused
from lco.population.risk.train import Training
from lco.population.tables import Records
from lco.records.tables import TABLES
from lco.store import Store


def training_of(
    place: Place, store: Store, *, outcome: str, on: date | None, smallest: int = SMALLEST_SHOWN
) -> Training:
    """Return what a model of a place is fitted and tried on."""
    areas = areas_of(place)
    con = engine.connect("duckdb", scratch=store.path / ".spill")
    tables = {name: store.table(con, name) for name in TABLES}
    records = Records(con, tables, store.codes(con), areas=areas.wards)
    index_on = on or day_after_last_event(records)
    if index_on is None:
        raise ModelRefused(f"The store at {store.path} holds no events: load records first.")
    fifths = {each.lsoa: (each.imd_2019_decile + 1) // 2 for each in place.rows(Lsoa)}
    return Training(
        records=records,
        features_of=lambda held, when: feature_table(held, when, deprivation=fifths),
        index_on=index_on,
        outcome=outcome,
        place=place.settings.title,
        names=areas.names,
        rules=place.rows(TierPoint),
        is_synthetic=any(batch.kind == "synthetic" for batch in store.batches()),
        smallest=smallest,
    )


def day(text: str | None) -> date | None:
    """Return a day written like 2018-04-01, or refuse it."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day for --index-on: write it like 2018-04-01.") from error
