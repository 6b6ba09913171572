"""What a run works on: the records of a place on an engine, its facts, the day, and what may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lco.board.inputs import day_after_last_event, day_most_were_registered, row_counts
from lco.disclosure import SMALLEST_SHOWN, Before
from lco.periods import Period, twelve_months_before
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.place.pack import Place
from lco.population.areas import Areas, areas_of
from lco.population.neighbourhoods import residents
from lco.population.risk.model import AdditiveModel
from lco.population.risk.registry import model_of
from lco.population.tables import Records
from lco.population.terminology import read_terminology
from lco.population.tiers import salt_of
from lco.records.tables import TABLES
from lco.store import Store, StoreRefused
from lco.store.models import StoredModel, live_model
from lco.store.runs import published_run


class RunRefused(ValueError):
    """A run that cannot be made; the message is one sentence with what to do."""


@dataclass(frozen=True)
class Choices:
    """What may be chosen of a run.

    Attributes:
        index_on: the day looked back from; the day after the last event in the records when None.
        smallest: smallest count that figures show.
        commit: commit of the code, where it is known.
        ranks_by_points: rank by the place's points even where a model is live.
    """

    index_on: date | None = None
    smallest: int = SMALLEST_SHOWN
    commit: str | None = None
    ranks_by_points: bool = False


@dataclass(frozen=True)
class Work:
    """What the figures of a run are computed from.

    Attributes:
        place: the facts of the place.
        store: its records and runs.
        records: its records on the engine.
        areas: its areas.
        rows: rows of each record table.
        index_on: the day looked back from.
        smallest: smallest count that figures show.
        stored: the live model of risk, or None.
        former: ids of the figures that the published run withholds.
    """

    place: Place
    store: Store
    records: Records
    areas: Areas
    rows: dict[str, int]
    index_on: date
    smallest: int
    stored: StoredModel | None = None
    former: Before = field(default_factory=Before)

    @property
    def salt(self) -> int:
        """The salt of the hash that breaks the last ties."""
        return salt_of(self.place.id, self.index_on)

    @property
    def on(self) -> str:
        """The index day as figures write it."""
        return self.index_on.isoformat()

    @property
    def period(self) -> Period:
        """The twelve months looked back over."""
        return twelve_months_before(self.index_on)

    @property
    def model(self) -> AdditiveModel | None:
        """The live model of risk, or None."""
        return model_of(self.stored) if self.stored else None


def work_of(place: Place, store: Store, con: Any, choices: Choices) -> Work:
    """Return what a run of a place works on.

    Raises:
        RunRefused: when there are no people, no day to look back from, or no points and tiers.
        CodeListRefused: when the place's own terminology cannot be used.
    """
    areas = areas_of(place)
    tables = {name: store.table(con, name) for name in TABLES}
    terminology = read_terminology(store.path)
    records = Records(con, tables, store.codes(con), areas=areas.wards, terminology=terminology)
    rows = row_counts(records)
    if rows["people"] == 0:
        raise RunRefused(
            f"The store at {store.path} holds no people: load records first with "
            f"'lco records load {place.id}' or 'lco records make {place.id}'."
        )
    for file in (TierPoint, Tier):
        if not place.rows(file):
            raise RunRefused(f"places/{place.id} has no {file.FILE}: without it nobody can be put in a tier.")
    index_on = choices.index_on or _index_on(records, store)
    return Work(
        place=place,
        store=store,
        records=records,
        areas=areas,
        rows=rows,
        index_on=index_on,
        smallest=choices.smallest,
        stored=None if choices.ranks_by_points else live_model(store),
        former=_withheld_before(store, index_on),
    )


def _withheld_before(store: Store, index_on: date) -> Before:
    """Return what the published run withholds.

    A second release of the same day must not give it away. The counts of another day are others: what they
    would give away of the former ones is not exact, and withholding for good would end in showing nothing.
    """
    try:
        before = published_run(store)
    except StoreRefused:
        return Before()
    ids = frozenset(name for name, figure in before.figures.items() if figure.is_suppressed)
    return Before(same=ids) if before.manifest.index_on == index_on else Before(preferred=ids)


def _index_on(records: Records, store: Store) -> date:
    """Return the day after the last event, or where nobody is left by then, an earlier one."""
    after_last = day_after_last_event(records)
    if after_last is None:
        raise RunRefused(
            f"The store at {store.path} holds no admission, attendance or contact to look back from: "
            "give a day with --index-on."
        )
    if records.con.execute(residents(records, after_last).limit(1).count()):
        return after_last
    return day_most_were_registered(records) or after_last
