"""The feature table against SQL written by hand, the limit of the machine, and pandas."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lco.cli.benches.population import peer
from lco.cli.benches.population.places import INDEX_ON, THREADS, Sizes, fifths, records_of, rows_of
from lco.cli.benches.population.process import Measured, measure
from lco.cli.benches.result import Line
from lco.engine import ROW_GROUP_ROWS, connect, write_parquet
from lco.population.features.table import READ, read_features, write_features

_IN_PANDAS = "lco.cli.benches.population.in_pandas:features"


def feature_lines(one: Path, many: Path, scratch: Path, sizes: Sizes, *, limited: bool) -> Iterator[Line]:
    """Measure the feature table of both places, and its peers on the first."""
    out = str(scratch / "features")
    ours = measure(ours_of, rounds=sizes.rounds, store=str(one), out=out, memory="4GB")
    large = measure(ours_of, rounds=sizes.rounds, store=str(many), out=f"{out}-many", memory="4GB")
    tight = measure(ours_of, rounds=1, store=str(one), out=f"{out}-tight", memory="1GB")
    by_hand = measure(by_hand_of, rounds=sizes.rounds, store=str(one), out=f"{out}.by-hand.parquet")
    limit = measure(limit_of, rounds=sizes.rounds, store=str(one), features=out)
    pandas = measure(_IN_PANDAS, rounds=1, store=str(one), out=f"{out}.pandas.parquet", share=sizes.sample)

    def held(figure: float) -> float | None:
        return figure if limited else None

    size = f"{sizes.people:,} people, {rows_of(one):,} rows"
    yield _line(f"features of {size}", ours, None, "")
    yield _line(f"features of {sizes.many:,} people, {rows_of(many):,} rows", large, None, "")
    yield _times("features, over SQL by hand", ours, by_hand, held(1.2), "the same columns in DuckDB's SQL")
    yield _times(
        "features, over the limit", ours, limit, held(3.0), "scan of the columns used, write of the output"
    )
    scaled = Measured(pandas.seconds * sizes.sample, pandas.cpu_seconds * sizes.sample, pandas.peak_bytes)
    words = f"pandas, 1 person in {sizes.sample}, times {sizes.sample}"
    yield _faster("features, faster than pandas", ours, scaled, held(8.0), words)
    growth = math.log(large.seconds / ours.seconds) / math.log(sizes.many / sizes.people)
    yield Line(
        "growth exponent", growth, "", held(1.05), "lower", f"{sizes.people:,} to {sizes.many:,} people"
    )
    yield _memory(f"peak memory, {sizes.people:,} people", ours, held(600))
    yield _memory(f"peak memory, {sizes.many:,} people", large, held(2000))
    yield _line("features where the engine may take 1 GB", tight, None, "it finishes")


def ours_of(store: str, out: str, memory: str) -> Callable[[], object]:
    """Return the platform's own computing and writing of the feature table."""
    records, areas = records_of(store, memory=memory), fifths()
    return lambda: write_features(records, Path(out), INDEX_ON, deprivation=areas)


def by_hand_of(store: str, out: str) -> Callable[[], object]:
    """Return the same by SQL written by hand."""
    records = records_of(store)
    peer.prepare(records, fifths())
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
    return lambda: records.con.raw_sql(f"COPY ({peer.query(INDEX_ON)}) TO '{out}' ({options})").fetchall()


def limit_of(store: str, features: str) -> Callable[[], object]:
    """Return the reading of every column used, and the writing of the same output from memory."""
    records = records_of(store)
    con: Any = records.con
    con.create_table("written", con.to_pyarrow(read_features(con, Path(features))), temp=True)
    target = Path(features).with_suffix(".limit.parquet")

    def work() -> None:
        for name in READ:
            table = records[name]
            con.to_pyarrow(table.aggregate(**{column: table[column].max() for column in table.columns}))
        write_parquet(con, con.table("written"), target)

    return work


def reading_of(features: str) -> Callable[[], object]:
    """Return the reading of every column of a feature table."""
    con = connect(threads=THREADS)
    table = read_features(con, Path(features))
    return lambda: con.to_pyarrow(table.aggregate(**{name: table[name].max() for name in table.columns}))


def _line(what: str, found: Measured, limit: float | None, against: str) -> Line:
    return Line(what, found.seconds, "s", limit, "lower", against, cpu_seconds=found.cpu_seconds)


def _times(what: str, ours: Measured, peer_: Measured, limit: float | None, against: str) -> Line:
    words = f"{against}: {peer_.seconds:.1f} s, {peer_.cpu_seconds:.1f} s of CPU"
    return Line(
        what, ours.seconds / peer_.seconds, "times", limit, "lower", words, cpu_seconds=ours.cpu_seconds
    )


def _faster(what: str, ours: Measured, peer_: Measured, limit: float | None, against: str) -> Line:
    words = f"{against}: {peer_.seconds:.1f} s, {peer_.cpu_seconds:.1f} s of CPU"
    return Line(
        what, peer_.seconds / ours.seconds, "times", limit, "higher", words, cpu_seconds=ours.cpu_seconds
    )


def _memory(what: str, found: Measured, limit: float | None) -> Line:
    return Line(what, found.peak_bytes / 1e6, "MB", limit, "lower", "limit")
