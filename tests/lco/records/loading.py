"""Small sources for the tests of loading: files in, rows of the store out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lco import engine
from lco.records.load import Loaded, load_source
from lco.store import Store, open_store

KEY = b"a key for tests, thirty-two byte"
LOADED_AT = datetime(2018, 6, 1, 12, tzinfo=UTC)

PEOPLE = "person_id,nhs_number,given_name,family_name,born_on,sex,ethnicity\n"
ANN = "P1,9990000018,Ann,Lee,1950-01-31,female,white\n"
BOB = "P2,,Bob,Roe,1980-05-05,male,\n"
CONDITIONS = "person_id,system,code,label,starts_on,ends_before,setting\n"


def new_store(folder: Path) -> Store:
    """Return an empty store of Manchester."""
    return open_store(folder, place="manchester", create=True)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(store: Store, path: Path, kind: str = "csv", **options: Any) -> Loaded:
    """Load a source on 1 June 2018."""
    return load_source(path, kind=kind, store=store, key=KEY, loaded_at=LOADED_AT, **options)


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Return the rows of a record table, of identities, codes or the quarantine."""
    con = engine.connect()
    special = {"identities": store.identities, "codes": store.codes, "quarantine": store.quarantine}
    found = special[table](con) if table in special else store.table(con, table)
    return list(found.order_by(found.columns).to_pyarrow().to_pylist())


def refused(store: Store) -> list[tuple[str, str, int | None, str]]:
    """Return table, file, line or row, and reason of the rows in quarantine."""
    return [
        (row["table"], row["source_file"], row["source_line"] or row["source_row"], row["reason_code"])
        for row in rows(store, "quarantine")
    ]


def counts(loaded: Loaded) -> dict[str, tuple[int, int, int, int]]:
    """Return read, kept, quarantined and unchanged rows by table of the source."""
    return {row.table: (row.read, row.kept, row.quarantined, row.unchanged) for row in loaded.rows}


def ndjson(*resources: dict[str, Any]) -> str:
    """Return resources as lines."""
    return "".join(json.dumps(resource) + "\n" for resource in resources)


def patient(person: str, **more: Any) -> dict[str, Any]:
    """Return a Patient born on 31 January 1950."""
    return {"resourceType": "Patient", "id": person, "birthDate": "1950-01-31", "gender": "female", **more}


def condition(own_id: str, person: str, **more: Any) -> dict[str, Any]:
    """Return a Condition of 4 May 2017."""
    return {
        "resourceType": "Condition",
        "id": own_id,
        "subject": {"reference": f"Patient/{person}"},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "local-1", "display": "a label"}]},
        "onsetDateTime": "2017-05-04",
        **more,
    }
