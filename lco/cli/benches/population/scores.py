"""Charlson and the Hospital Frailty Risk Score of a whole place, against two packages made for them.

All are given the same rows, a person and an ICD-10 code each: the packages a table in memory, which is to
their good, the platform the Parquet file it reads integers from.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pyarrow import parquet

from lco.cli.benches.population.places import Sizes, records_of
from lco.cli.benches.population.process import Measured, measure, run
from lco.cli.benches.result import Line
from lco.engine import read_parquet, write_parquet
from lco.population.codelist import groups_of_people, masks
from lco.population.scores import charlson, hfrs

_COMORBIDIPY = "comorbidipy==0.8.0"
_SCRIPT = Path(__file__).with_name("with_comorbidipy.py")


def score_lines(
    many: Path, scratch: Path, sizes: Sizes, *, limited: bool, notes: list[str]
) -> Iterator[Line]:
    """Measure both scores of all people, and of the same rows by the packages that are there."""
    rows = str(scratch / "coded.parquet")
    count = _write_rows(str(many), rows)
    ours = measure(ours_of, rounds=sizes.rounds, store=str(many), rows=rows, out=f"{rows}.scored")
    words = f"{count:,} rows of {sizes.many:,} people"
    yield Line(f"Charlson and frailty, {words}", ours.seconds, "s", None, "lower", "", ours.cpu_seconds)
    yield Line("its peak memory", ours.peak_bytes / 1e6, "MB", None, "lower", "")
    peers: list[tuple[str, Measured, float, float | None]] = []
    if find_spec("pycomorb"):
        found = measure(pycomorb_of, rounds=1, rows=rows)
        peers.append(("pycomorb", found, 6.0, 5.0))
    else:
        notes.append("pycomorb is not installed: not measured ('make setup EXTRAS=dev').")
    found_by = _comorbidipy(scratch, rows, notes)
    if found_by:
        peers.append((_COMORBIDIPY.replace("==", " "), found_by, 3.0, 5.0))
    for name, peer, faster, smaller in peers:
        yield _ratio(
            f"faster than {name}", peer.seconds / ours.seconds, faster if limited else None, name, peer
        )
        less = peer.peak_bytes / ours.peak_bytes
        yield _ratio(f"less memory than {name}", less, smaller if limited else None, name, peer)


def _ratio(what: str, figure: float, limit: float | None, name: str, peer: Measured) -> Line:
    words = f"{name}: {peer.seconds:.1f} s, {peer.cpu_seconds:.1f} s of CPU, {peer.peak_bytes / 1e6:,.0f} MB"
    return Line(what, figure, "times", limit, "higher", words)


def _write_rows(store: str, path: str) -> int:
    """Write person, code and the text of every ICD-10 diagnosis; return how many."""
    records = records_of(store)
    rows, codes = records["conditions"], records.codes
    coded = rows.join(codes.filter(codes.system == "icd10").select("code", "text"), "code")
    write_parquet(records.con, coded.select("person", "code", "text"), Path(path))
    return int(parquet.ParquetFile(path).metadata.num_rows)


def ours_of(store: str, rows: str, out: str) -> Callable[[], object]:
    """Return the platform's scoring of the rows, from file to file."""
    records = records_of(store)
    con: Any = records.con

    def work() -> None:
        events = read_parquet(con, Path(rows)).select("person", "code")
        frail = masks(records, hfrs.GROUPS).rename(frail_0="mask_0", frail_1="mask_1")
        ill = masks(records, charlson.GROUPS)
        both = ill.outer_join(frail, "code")
        codes = both.select(
            code=both.code.coalesce(both.code_right),
            **{name: both[name].fill_null(0) for name in ("mask_0", "frail_0", "frail_1")},
        )
        people = groups_of_people(events, codes)
        scored = people.select(
            "person",
            **charlson.points([people.mask_0]),
            **hfrs.points([people.frail_0, people.frail_1]),
        )
        write_parquet(con, scored, Path(out))

    return work


def pycomorb_of(rows: str) -> Callable[[], object]:
    """Return pycomorb's scoring of the rows."""
    package: Any = import_module("pycomorb")
    table = parquet.read_table(rows, columns=["person", "text"]).rename_columns(["id", "code"])
    frame = table.append_column("age", [[0] * table.num_rows]).to_pandas()

    def work() -> None:
        package.comorbidity("charlson", frame, icd_version="icd10")
        package.comorbidity("hfrs", frame, icd_version="icd10")

    return work


def _comorbidipy(scratch: Path, rows: str, notes: list[str]) -> Measured | None:
    """Return what comorbidipy takes in an environment of its own, where a Python 3.13 is found."""
    python = python_313()
    if python is None:
        notes.append(f"{_COMORBIDIPY} needs Python 3.13, which was not found here: not measured.")
        return None
    home = scratch / "python-3.13"
    made = [[python, "-m", "venv", str(home)], [str(home / "bin/pip"), "install", "-q", _COMORBIDIPY]]
    for command in made:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode != 0:
            notes.append(f"{_COMORBIDIPY} could not be installed: not measured.")
            return None
    return run([str(home / "bin/python"), str(_SCRIPT), rows])


def python_313() -> str | None:
    """Return a Python 3.13 that starts: one on the path, or one pyenv keeps."""
    kept = sorted((Path.home() / ".pyenv" / "versions").glob("3.13*/bin/python"))
    for candidate in (shutil.which("python3.13"), *map(str, kept)):
        if (
            candidate
            and not subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode
        ):
            return candidate
    return None
