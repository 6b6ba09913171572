"""``lco records load``: load a source into the store of a place, all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from lco.cli.say import Refused, console, print_json, progress
from lco.records.container import SourceRefused
from lco.records.linkage import KeyRefused, check_key, read_key
from lco.records.load import Loaded, kinds, load_source
from lco.records.reasons import NUMBER, REASONS
from lco.store import Store, StoreRefused, open_store

ENVIRONMENT_KEY = "LCO_PSEUDONYM_KEY"


def load(
    place: Annotated[str, typer.Argument(help="Place the records are of, such as manchester.")],
    path: Annotated[Path, typer.Argument(help="Folder, file or zip to load.")],
    kind: Annotated[str, typer.Option("--from", help=f"Kind of source: {', '.join(kinds())}.")],
    store: Annotated[Path, typer.Option(help="Folder of the place's records; made when there is none.")],
    *,
    source: Annotated[
        str | None, typer.Option(help="Name of the source: ids of people are its own. Default: the kind.")
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option(help="Key of the pseudonyms, outside the store. Default: in your settings folder."),
    ] = None,
    memory: Annotated[str, typer.Option(help="Most memory the engine takes before it spills.")] = "2GB",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, store nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Load a source into the records of PLACE: all of it, or nothing.

    Rows that cannot be used go to a quarantine with their line and the reason, so that for every table
    read = kept + quarantined + unchanged. Names and NHS numbers go apart, people get pseudonyms. The same
    source again changes nothing.

    Example: lco records load manchester --from fhir exports/ --store build/manchester
    """
    try:
        with _store(store, place, is_dry_run=dry_run) as records:
            key = pseudonym_key(store, key_file)
            check_key(records.path, key=key, is_dry_run=dry_run)
            loaded = _load(
                records, path, kind=kind, key=key, source=source, memory=memory, is_dry_run=dry_run
            )
    except (SourceRefused, StoreRefused, KeyRefused) as refusal:
        raise Refused(str(refusal)) from refusal
    _say(loaded, is_dry_run=dry_run, as_json=as_json)


@contextmanager
def _store(path: Path, place: str, *, is_dry_run: bool) -> Iterator[Store]:
    """Open the store; for a dry run without one, an empty store that vanishes again."""
    if is_dry_run and not path.exists():
        with tempfile.TemporaryDirectory(prefix="lco-dry-run-") as aside:
            yield open_store(Path(aside), place=place, create=True)
    else:
        yield open_store(path, place=place, create=True)


def _load(
    records: Store, path: Path, kind: str, key: bytes, *, source: str | None, memory: str, is_dry_run: bool
) -> Loaded:
    with progress() as bar:
        task = bar.add_task("Opening", total=None)

        def report(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total)

        return load_source(
            path,
            kind=kind,
            store=records,
            key=key,
            loaded_at=datetime.now(UTC),
            source=source,
            is_dry_run=is_dry_run,
            memory_limit=memory,
            report=report,
        )


def pseudonym_key(store: Path, key_file: Path | None) -> bytes:
    """Return the key: from the environment, `key_file`, beside the store, or the settings folder.

    Raises:
        KeyRefused: when the key lies inside the store or cannot be used.
    """
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    beside = store.parent / f"{store.name}.key"
    return read_key(
        key_file=key_file or (beside if beside.exists() else settings / "lco" / "pseudonym.key"),
        from_environment=os.environ.get(ENVIRONMENT_KEY),
        store=store,
    )


def _as_json(loaded: Loaded, *, is_dry_run: bool) -> dict[str, object]:
    sentence = {reason.code: reason.sentence for reason in REASONS}
    return {
        "batch": loaded.batch,
        "is_dry_run": is_dry_run,
        "new": loaded.new_rows,
        "rows": [asdict(row) for row in loaded.rows],
        "reasons": [
            {"table": table, "reason": code, "sentence": sentence[code], "rows": rows}
            for table, code, rows in loaded.reasons
        ],
        "written": loaded.written,
        "unused": loaded.unused,
        "seconds": round(loaded.seconds, 3),
    }


def _say(loaded: Loaded, *, is_dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(loaded, is_dry_run=is_dry_run))
        return
    table = Table("table", *(head for head in ("read", "kept", "quarantined", "unchanged")), box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for row in loaded.rows:
        counts = (row.read, row.kept, row.quarantined, row.unchanged)
        table.add_row(row.table, *(f"{count:,}" for count in counts))
    console.print(table)
    for name, code, rows in loaded.reasons[:10]:
        console.print(f"{rows:,} of {name} quarantined: {REASONS[NUMBER[code] - 1].sentence}")
    if len(loaded.reasons) > 10:
        console.print(f"and {len(loaded.reasons) - 10} more reasons: see 'lco records quality'.")
    if loaded.unused:
        console.print(f"Not used: {', '.join(f'{count:,} {name}' for name, count in loaded.unused.items())}.")
    if is_dry_run:
        outcome = "A dry run: nothing was stored."
    elif loaded.batch is None:
        outcome = "0 new: the store holds all of this already."
    else:
        outcome = f"{loaded.new_rows:,} new rows stored as batch {loaded.batch}."
    console.print(f"{outcome} {loaded.seconds:.1f} s.", markup=False)
