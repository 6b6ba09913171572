"""FHIR bulk lines: a whole load against DuckDB's plain typed reading and against fhir.resources."""

from __future__ import annotations

import itertools
import json
import random
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lco import engine
from lco.cli.benches.result import BenchResult, Line
from lco.records.load import load_source
from lco.records.sources.fhir.reading import read_lines
from lco.records.sources.fhir.shapes import SHAPES
from lco.store import open_store

MOST_TIMES_PLAIN = 2.5
LEAST_TIMES_PARSER = 80.0
PEOPLE, PEOPLE_QUICK = 13_600, 400  # about 1 GB, a small place, and 30 MB
ROUNDS = 3
SAMPLE_LINES = 300  # of each file for fhir.resources, which would take half an hour for all
MEMORY = "4GB"


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Measure a load of bulk lines, rows checked, pseudonymised and coded, in the best of a few rounds.

    Each round reads plainly and loads, one after the other, so that both see the same machine. The time
    of fhir.resources is extrapolated by bytes from the first lines of each file.
    """
    folder = scratch / "fhir-lines"
    size = _write_lines(folder, people=PEOPLE_QUICK if quick else PEOPLE) / 1e6
    try:
        plain, whole = [], []
        for at in range(ROUNDS):
            plain.append(_seconds(lambda: _read_plainly(folder)))
            store = scratch / f"fhir-store-{at}"
            whole.append(_seconds(lambda store=store: _load(folder, store)))  # type: ignore[misc]
            shutil.rmtree(store)
        parser = _parser_seconds(folder)
    finally:
        shutil.rmtree(folder)
    return BenchResult("records_fhir", _lines(min(plain), min(whole), parser, size))


def _lines(plain: float, whole: float, parser: float, size: float) -> tuple[Line, ...]:
    peer = f"fhir.resources R4B, extrapolated from {SAMPLE_LINES} lines a file"
    same = "DuckDB read_json, same files and columns, into a table"
    megabytes = f"{size:,.0f} MB of lines"
    return (
        Line("times as long as reading plainly", whole / plain, "x", MOST_TIMES_PLAIN, "lower", same),
        Line("times as fast as a parser", parser / whole, "x", LEAST_TIMES_PARSER, "higher", peer),
        Line("loaded", size / whole, "MB/s", None, "higher", megabytes),
        Line("read plainly", size / plain, "MB/s", None, "higher", megabytes),
    )


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _read_plainly(folder: Path) -> None:
    con = engine.connect(memory_limit=MEMORY)
    for kind in SHAPES:
        engine.hold(con, read_lines(con, kind, [folder / f"{kind}.ndjson"]), f"plain_{kind}")
    con.disconnect()


def _load(folder: Path, store: Path) -> None:
    loaded = load_source(
        folder,
        kind="fhir",
        store=open_store(store, place="manchester", create=True),
        key=b"a key for measuring, not a secret",
        loaded_at=datetime(2024, 6, 1, tzinfo=UTC),
        memory_limit=MEMORY,
    )
    if loaded.batch is None:
        raise RuntimeError("the measured load stored nothing")


def _parser_seconds(folder: Path) -> float:
    """Return how long fhir.resources would take for all lines; 0 where it is not installed."""
    try:
        from fhir.resources import R4B as parser  # noqa: N811
    except ImportError:
        return 0.0
    total = 0.0
    for kind in SHAPES:
        path = folder / f"{kind}.ndjson"
        model = parser.get_fhir_model_class(kind)
        with path.open("rb") as file:
            sample = list(itertools.islice(file, SAMPLE_LINES))
        began = time.perf_counter()
        for line in sample:
            model.model_validate_json(line)
        total += (time.perf_counter() - began) * path.stat().st_size / sum(map(len, sample))
    return total


_SNOMED, _LOINC = "http://snomed.info/sct", "http://loinc.org"
_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_CODES = 250  # different codes of each system


def _write_lines(folder: Path, *, people: int) -> int:
    """Write a bulk export of made-up people, in the shape Synthea gives; return its bytes."""
    folder.mkdir(parents=True)
    chance = random.Random(1)  # noqa: S311  no secret
    with ExitStack() as stack:
        files = {kind: stack.enter_context((folder / f"{kind}.ndjson").open("w")) for kind in SHAPES}
        for number in range(people):
            for resource in _person(chance, number):
                files[resource["resourceType"]].write(json.dumps(resource) + "\n")
    return sum(path.stat().st_size for path in folder.iterdir())


def _person(chance: random.Random, number: int) -> Iterator[dict[str, Any]]:
    person = str(uuid.UUID(int=chance.getrandbits(128)))
    year = chance.randrange(1930, 2012)
    yield {
        "resourceType": "Patient",
        "id": person,
        "identifier": [{"system": "https://hospital.example/number", "value": str(number)}],
        "name": [{"use": "official", "family": f"Family{number % 997}", "given": [f"Given{number % 313}"]}],
        "gender": chance.choice(["male", "female"]),
        "birthDate": f"{year}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
        "address": [{"use": "home", "line": [f"{number % 200} High Street"], "city": "Manchester"}],
    }
    for kind, times in _TIMES.items():
        for _ in range(times):
            yield {
                "resourceType": kind,
                "id": str(uuid.UUID(int=chance.getrandbits(128))),
                "meta": {"profile": [f"https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}"]},
                **_EVENTS[kind](chance, {"reference": f"Patient/{person}"}),
            }


_TIMES = {
    "Encounter": 12,
    "Claim": 12,
    "Condition": 6,
    "MedicationRequest": 10,
    "Observation": 60,
    "Procedure": 5,
}


def _concept(chance: random.Random, system: str) -> dict[str, Any]:
    number = chance.randrange(_CODES)
    label = f"Made-up code number {number} of a system (finding)"
    return {"coding": [{"system": system, "code": str(10_000_000 + number), "display": label}], "text": label}


def _instant(chance: random.Random) -> str:
    day = f"{chance.randrange(2014, 2024)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    return f"{day}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00+00:00"


def _encounter(chance: random.Random, person: dict[str, str]) -> dict[str, Any]:
    starts = _instant(chance)
    return {
        "status": "finished",
        "class": {"code": chance.choices(["AMB", "EMER", "IMP"], [8, 1, 1])[0]},
        "type": [_concept(chance, _SNOMED)],
        "subject": person,
        "period": {"start": starts, "end": starts},
        "reasonCode": [_concept(chance, _SNOMED)],
        "serviceProvider": {"reference": "Organization/a-hospital"},
    }


def _claim(chance: random.Random, person: dict[str, str]) -> dict[str, Any]:
    return {
        "status": "active",
        "type": {"coding": [{"code": "institutional"}]},
        "use": "claim",
        "patient": person,
        "created": _instant(chance),
        "provider": {"reference": "Organization/a-hospital"},
        "priority": {"coding": [{"code": "normal"}]},
        "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "Coverage/1"}}],
        "item": [{"sequence": 1, "productOrService": _concept(chance, _SNOMED)}],
        "total": {"value": round(chance.random() * 500, 2), "currency": "GBP"},
    }


def _observation(chance: random.Random, person: dict[str, str]) -> dict[str, Any]:
    return {
        "status": "final",
        "category": [{"coding": [{"code": "vital-signs"}]}],
        "code": _concept(chance, _LOINC),
        "subject": person,
        "effectiveDateTime": _instant(chance),
        "valueQuantity": {"value": round(chance.random() * 200, 1), "unit": "mg/dL", "code": "mg/dL"},
    }


_EVENTS: dict[str, Callable[[random.Random, dict[str, str]], dict[str, Any]]] = {
    "Encounter": _encounter,
    "Claim": _claim,
    "Condition": lambda chance, person: {
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "verificationStatus": {"coding": [{"code": "confirmed"}]},
        "code": _concept(chance, _SNOMED),
        "subject": person,
        "onsetDateTime": _instant(chance),
    },
    "MedicationRequest": lambda chance, person: {
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": _concept(chance, _RXNORM),
        "subject": person,
        "authoredOn": _instant(chance),
        "dosageInstruction": [{"sequence": 1, "asNeededBoolean": True}],
    },
    "Observation": _observation,
    "Procedure": lambda chance, person: {
        "status": "completed",
        "code": _concept(chance, _SNOMED),
        "subject": person,
        "performedDateTime": _instant(chance),
    },
}
