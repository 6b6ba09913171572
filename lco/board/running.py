"""One run: from the records of a place to its published figures."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from pyarrow import parquet

from lco import __version__, engine
from lco.board.definitions import definitions_used
from lco.board.figures import equity_set, finance_set, outcome_set, population_set, record_set
from lco.board.inputs import batches_used, facts_named, pack_used
from lco.board.work import Choices, RunRefused, Work, work_of
from lco.place.pack import Place
from lco.population.people import Stratified, stratify
from lco.population.snapshots import rules_of
from lco.population.worked import data_of_scores
from lco.store import FileRead, Store
from lco.store.figures import Figure, write_figures
from lco.store.models import FILES as MODEL_FILES
from lco.store.run_manifest import BatchUsed, RunManifest, StepTaken
from lco.store.runs import NewRun, Run, new_run
from lco.teams.hospital_flags import flag_rules_of, hospital_flags

__all__ = ["Choices", "Meter", "RunRefused", "publish_run"]


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
        work = work_of(place, store, con, choices)
        run_id = _run_id(started_at, batches_used(store), work.index_on)
    with new_run(store, run_id) as new:
        figures = _computed(work, new, meter)
        with meter.step("write figures"):
            write_figures(figures, new.output("figures"))
            parquet.write_table(facts_named(place, figures), new.output("facts"))
            _keep_model(work, new)
            outputs = new.outputs()
        return new.publish(
            _manifest(work, meter, choices, run_id=run_id, started_at=started_at, outputs=outputs)
        )


def _keep_model(work: Work, new: NewRun) -> None:
    """Keep the model that ranked the people with the list it ranked: the run explains itself."""
    if work.stored is not None:
        for name in MODEL_FILES:
            (new.path / name).write_text(work.stored.text(name), encoding="utf-8")


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
        settings=_settings(work),
    )


def _settings(work: Work) -> dict[str, Any]:
    return {
        "smallest_shown": work.smallest,
        "tie_salt": work.salt,
        "ranked_by": work.stored.model_id if work.stored else "points",
        "data": data_of_scores(work.records.terminology),
    }


def _computed(work: Work, new: NewRun, meter: Meter) -> list[Figure]:
    # Swept away with the run when it is killed: the name begins as that of every run being written.
    with tempfile.TemporaryDirectory(dir=new.path.parent, prefix=".incoming-") as folder:
        with meter.step("stratify people"):
            people = _stratified(work, new, Path(folder))
        with meter.step("flag stays in hospital"):
            kinds = flag_rules_of(work.place)
            flags = hospital_flags(work.records, people.people, work.index_on, kinds=kinds)
            engine.write_parquet(work.records.con, flags, new.output("hospital_flags"))
        figures: list[Figure] = []
        for name, made in (
            ("count records", record_set(work)),
            ("profile neighbourhoods", population_set(work, people)),
            ("compute indicators", chain(outcome_set(work), equity_set(work, people))),
            ("lay out finance", finance_set(work)),
        ):
            with meter.step(name):
                figures += made
        return [_still_withheld(figure, work) for figure in figures]


def _still_withheld(figure: Figure, work: Work) -> Figure:
    """Return a figure, withheld where the published run of the same day withheld it.

    Tables keep the pattern while they choose what to withhold; this holds for the figures that stand alone.
    """
    if figure.is_suppressed or figure.figure not in work.former.same:
        return figure
    return replace(
        figure,
        value=None,
        lower=None,
        upper=None,
        numerator=None,
        is_suppressed=True,
        working="Withheld: the run before, of the same day, withheld it.",
    )


def _stratified(work: Work, new: NewRun, folder: Path) -> Stratified:
    people = stratify(
        work.records,
        work.place,
        work.areas,
        rules_of(work.place, work.index_on, work.model),
        index_on=work.index_on,
        list_to=new.output("people"),
        folder=folder,
    )
    if people is None:
        raise RunRefused(
            f"Nobody lives in {work.place.name} on {work.on}: choose a day the records cover with --index-on."
        )
    if people.unlisted is not None:
        engine.write_parquet(work.records.con, people.unlisted, new.output("unlisted"))
    return people


def _run_id(started_at: datetime, batches: tuple[BatchUsed, ...], index_on: date) -> str:
    """Return the minute the run began and eight hex digits of what it was made from and when."""
    made_from = [started_at.isoformat(), index_on.isoformat(), *(batch.sha256 for batch in batches)]
    digest = hashlib.sha256(" ".join(made_from).encode()).hexdigest()
    return f"{started_at:%Y-%m-%dT%H%M}-{digest[:8]}"
