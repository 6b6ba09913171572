"""One run: from the records of a place to its published figures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pyarrow import parquet

from lco import __version__, engine
from lco.board.definitions import definitions_used
from lco.board.figures import Work, finance_set, outcome_set, population_set, record_set
from lco.board.inputs import (
    batches_used,
    day_after_last_event,
    day_most_were_registered,
    facts_named,
    pack_used,
    row_counts,
)
from lco.disclosure import SMALLEST_SHOWN
from lco.place.facts.tier_points import TierPoint
from lco.place.facts.tiers import Tier
from lco.place.pack import Place
from lco.population.areas import areas_of
from lco.population.neighbourhoods import residents
from lco.population.people import write_people
from lco.population.tables import Records
from lco.records.tables import TABLES
from lco.store import FileRead, Store
from lco.store.figures import Figure, write_figures
from lco.store.run_manifest import BatchUsed, RunManifest, StepTaken
from lco.store.runs import NewRun, Run, new_run


class RunRefused(ValueError):
    """A run that cannot be made; the message is one sentence with what to do."""


@dataclass
class Meter:
    """Measures the steps of a run with the clock and the memory gauge it is given.

    Attributes:
        clock: returns the present instant, with its time zone.
        peak_bytes: returns the peak of the process's memory since it was last asked.
        tell: is told the name of each step as it begins.
    """

    clock: Callable[[], datetime]
    peak_bytes: Callable[[], int]
    tell: Callable[[str], object] = str
    steps: list[StepTaken] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        self.tell(name)
        began = self.clock()
        self.peak_bytes()
        yield
        seconds = (self.clock() - began).total_seconds()
        self.steps.append(StepTaken(name, round(seconds, 3), self.peak_bytes()))


@dataclass(frozen=True)
class Choices:
    """What may be chosen of a run.

    Attributes:
        index_on: the day looked back from; the day after the last event in the records when None.
        smallest: smallest count that figures show.
        commit: commit of the code, where it is known.
    """

    index_on: date | None = None
    smallest: int = SMALLEST_SHOWN
    commit: str | None = None


def publish_run(place: Place, store: Store, con: Any, meter: Meter, choices: Choices) -> Run:
    """Stratify the people of a place, compute its figures and publish both as one immutable run.

    Args:
        place: the facts of the place.
        store: its records, and where the run goes.
        con: backend that `lco.engine.connect` opened.
        meter: measures the steps.
        choices: what may be chosen.

    Raises:
        RunRefused: when there are no people, no day to look back from, or no points and tiers.
    """
    started_at = meter.clock()
    with meter.step("check records"):
        work = _work(place, store, con, choices)
        run_id = _run_id(started_at, batches_used(store), work.index_on)
    with new_run(store, run_id) as new:
        figures = _computed(work, new, meter)
        with meter.step("write figures"):
            write_figures(figures, new.output("figures"))
            parquet.write_table(facts_named(place, figures), new.output("facts"))
            outputs = new.outputs()
        return new.publish(
            _manifest(work, meter, choices, run_id=run_id, started_at=started_at, outputs=outputs)
        )


def _manifest(
    work: Work,
    meter: Meter,
    choices: Choices,
    *,
    run_id: str,
    started_at: datetime,
    outputs: tuple[FileRead, ...],
) -> RunManifest:
    return RunManifest(
        run_id=run_id,
        place=work.place.id,
        index_on=work.index_on,
        engine=engine.engine_of(work.records.con),
        started_at=started_at,
        finished_at=meter.clock(),
        code_version=__version__,
        code_commit=choices.commit,
        pack=pack_used(work.place),
        batches=batches_used(work.store),
        definitions=definitions_used(),
        rows=work.rows,
        outputs=outputs,
        steps=tuple(meter.steps),
        settings={"smallest_shown": choices.smallest, "tie_salt": work.salt},
    )


def _computed(work: Work, new: NewRun, meter: Meter) -> list[Figure]:
    con = work.records.con
    with meter.step("list people"):
        count = write_people(
            work.records,
            new.output("people"),
            index_on=work.index_on,
            rules=work.place.rows(TierPoint),
            tiers=work.place.rows(Tier),
            localities=work.areas.localities,
            salt=work.salt,
        )
    if count == 0:
        raise RunRefused(
            f"Nobody lives in {work.place.name} on {work.on}: choose a day the records cover with --index-on."
        )
    people = engine.read_parquet(con, new.output("people"))
    figures: list[Figure] = []
    for name, made in (
        ("count records", record_set(work)),
        ("profile neighbourhoods", population_set(work, people, count)),
        ("compute indicators", outcome_set(work)),
        ("lay out finance", finance_set(work)),
    ):
        with meter.step(name):
            figures += made
    return figures


def _work(place: Place, store: Store, con: Any, choices: Choices) -> Work:
    areas = areas_of(place)
    tables = {name: store.table(con, name) for name in TABLES}
    records = Records(con, tables, store.codes(con), areas=areas.wards)
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
    return Work(place, store, records, areas, rows, index_on, choices.smallest)


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


def _run_id(started_at: datetime, batches: tuple[BatchUsed, ...], index_on: date) -> str:
    """Return the minute the run began and eight hex digits of what it was made from and when."""
    made_from = [started_at.isoformat(), index_on.isoformat(), *(batch.sha256 for batch in batches)]
    digest = hashlib.sha256(" ".join(made_from).encode()).hexdigest()
    return f"{started_at:%Y-%m-%dT%H%M}-{digest[:8]}"
