"""The records of a place as models of risk take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ibis.expr.types import Table

from lco import engine
from lco.board.inputs import day_after_last_event
from lco.cli.say import Refused
from lco.disclosure import SMALLEST_SHOWN
from lco.place.facts.lsoas import Lsoa
from lco.place.facts.tier_points import TierPoint
from lco.place.pack import Place
from lco.population.areas import areas_of
from lco.population.features.table import feature_table, read_features, write_features
from lco.population.risk.model import ModelRefused
from lco.population.risk.train import Training
from lco.population.tables import Records
from lco.records.tables import TABLES
from lco.store import Store


@contextmanager
def training_of(
    place: Place, store: Store, *, outcome: str, on: date | None, smallest: int = SMALLEST_SHOWN
) -> Iterator[Training]:
    """Open what a model of a place is fitted and tried on; features are kept in a scratch folder."""
    areas = areas_of(place)
    scratch = store.path / ".spill"
    con = engine.connect("duckdb", scratch=scratch)
    tables = {name: store.table(con, name) for name in TABLES}
    records = Records(con, tables, store.codes(con), areas=areas.wards)
    index_on = on or day_after_last_event(records)
    if index_on is None:
        raise ModelRefused(f"The store at {store.path} holds no events: load records first.")
    fifths = {each.lsoa: (each.imd_2019_decile + 1) // 2 for each in place.rows(Lsoa)}
    scratch.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=scratch, prefix="risk-") as folder:
        yield Training(
            records=records,
            features_of=_KeptFeatures(records, fifths, Path(folder)),
            index_on=index_on,
            outcome=outcome,
            place=place.settings.title,
            names=areas.names,
            rules=place.rows(TierPoint),
            is_synthetic=any(batch.kind == "synthetic" for batch in store.batches()),
            smallest=smallest,
        )


class _KeptFeatures:
    """The features of a day, computed once, range of people by range of people, and kept in files.

    For other records than the place's own, such as those the guard against leakage asks of, they are
    computed on the spot: those are few people.
    """

    def __init__(self, records: Records, deprivation: Mapping[str, int], folder: Path) -> None:
        self._records, self._deprivation, self._folder = records, deprivation, folder

    def __call__(self, records: Records, on: date) -> Table:
        if records is not self._records:
            return feature_table(records, on, deprivation=self._deprivation)
        kept = self._folder / on.isoformat()
        if not kept.exists():
            write_features(records, kept, on, deprivation=self._deprivation)
        return read_features(records.con, kept)


def day(text: str | None) -> date | None:
    """Return a day written like 2018-04-01, or refuse it."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"'{text}' is no day for --index-on: write it like 2018-04-01.") from error
