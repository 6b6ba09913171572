"""A bulk export of made-up people in FHIR R4, for measuring: fields as Synthea has them, our own values."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

_SNOMED, _LOINC = "http://snomed.info/sct", "http://loinc.org"
_RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
_HL7 = "http://terminology.hl7.org/CodeSystem/"
_PROFILES = "https://fhir.hl7.org.uk/StructureDefinition/UKCore-"
_UNITS = "http://unitsofmeasure.org"
_CODES = 250  # different codes of each system
_TIMES = {
    "Encounter": 12,
    "Claim": 12,
    "Condition": 6,
    "MedicationRequest": 10,
    "Observation": 60,
    "Procedure": 5,
}
Resource = dict[str, Any]


def write_lines(folder: Path, *, people: int) -> int:
    """Write one file of lines for each kind of resource, the same for the same number; return all bytes.

    Args:
        folder: folder to make.
        people: how many people; about 97 kB each.
    """
    folder.mkdir(parents=True)
    chance = random.Random(1)  # noqa: S311 - no secret
    with ExitStack() as stack:
        kinds = ("Patient", *_TIMES)
        files = {kind: stack.enter_context((folder / f"{kind}.ndjson").open("w")) for kind in kinds}
        for number in range(people):
            for resource in _person(chance, number):
                files[resource["resourceType"]].write(json.dumps(resource) + "\n")
    return sum(path.stat().st_size for path in folder.iterdir())


def _person(chance: random.Random, number: int) -> Iterator[Resource]:
    person = _id(chance)
    yield {
        "resourceType": "Patient",
        "id": person,
        "meta": {"profile": [f"{_PROFILES}Patient"]},
        "identifier": [
            {"system": "https://hospital.example/number", "value": str(number)},
            {
                "type": {"coding": [_coding("v2-0203", "MR", "Medical Record Number")]},
                "system": "https://practice.example/number",
                "value": str(9_000_000 + number),
            },
        ],
        "active": True,
        "name": [{"use": "official", "family": f"Family{number % 997}", "given": [f"Given{number % 313}"]}],
        "gender": chance.choice(["male", "female"]),
        "birthDate": f"{chance.randrange(1930, 2012)}-{chance.randrange(1, 13):02d}-01",
        "address": [{"use": "home", "line": [f"{number % 200} High Street"], "city": "Manchester"}],
        "telecom": [{"system": "phone", "value": "01632 960000", "use": "home"}],
        "maritalStatus": {"coding": [_coding("v3-MaritalStatus", "M", "Married")]},
    }
    for kind, times in _TIMES.items():
        for _ in range(times):
            yield {
                "resourceType": kind,
                "id": _id(chance),
                "meta": {"profile": [f"{_PROFILES}{kind}"]},
                **_EVENTS[kind](chance, _to("Patient", person), _to("Encounter", _id(chance))),
            }


def _id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128)))


def _to(kind: str, id: str) -> Resource:
    return {"reference": f"{kind}/{id}"}


def _coding(system: str, code: str, display: str) -> Resource:
    return {"system": f"{_HL7}{system}", "code": code, "display": display}


def _concept(chance: random.Random, system: str) -> Resource:
    number = chance.randrange(_CODES)
    label = f"Made-up code number {number} of a system (finding)"
    return {"coding": [{"system": system, "code": str(10_000_000 + number), "display": label}]}


def _instant(chance: random.Random) -> str:
    day = f"{chance.randrange(2014, 2024)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    return f"{day}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00.000000+00:00"


def _quantity(value: float) -> Resource:
    return {"value": value, "unit": "mg/dL", "system": _UNITS, "code": "mg/dL"}


def _encounter(chance: random.Random, person: Resource, _: Resource) -> Resource:
    starts = _instant(chance)
    code = chance.choices(["AMB", "EMER", "IMP"], [8, 1, 1])[0]
    performer = {"coding": [_coding("v3-ParticipationType", "PPRF", "primary performer")]}
    return {
        "status": "finished",
        "class": _coding("v3-ActCode", code, code.lower()),
        "type": [_concept(chance, _SNOMED)],
        "subject": person,
        "period": {"start": starts, "end": starts},
        "reasonCode": [_concept(chance, _SNOMED)],
        "serviceProvider": _to("Organization", _id(chance)),
        "location": [{"location": _to("Location", _id(chance))}],
        "participant": [{"type": [performer], "individual": _to("Practitioner", _id(chance))}],
    }


def _claim(chance: random.Random, person: Resource, encounter: Resource) -> Resource:
    total = {"value": round(chance.random() * 500, 2), "currency": "GBP"}
    return {
        "status": "active",
        "type": {"coding": [_coding("claim-type", "institutional", "Institutional")]},
        "use": "claim",
        "patient": person,
        "created": _instant(chance),
        "provider": _to("Organization", _id(chance)),
        "priority": {"coding": [_coding("processpriority", "normal", "Normal")]},
        "insurance": [{"sequence": 1, "focal": True, "coverage": _to("Coverage", _id(chance))}],
        "item": [
            {
                "sequence": 1,
                "productOrService": _concept(chance, _SNOMED),
                "encounter": [encounter],
                "net": total,
            }
        ],
        "total": total,
    }


def _observation(chance: random.Random, person: Resource, encounter: Resource) -> Resource:
    value = round(chance.random() * 200, 1)
    span = {"referenceRange": [{"low": _quantity(4.5), "high": _quantity(150.0)}]}
    return {
        "status": "final",
        "category": [{"coding": [_coding("observation-category", "laboratory", "Laboratory")]}],
        "code": _concept(chance, _LOINC),
        "subject": person,
        "encounter": encounter,
        "effectiveDateTime": _instant(chance),
        **(span if chance.random() < 0.5 else {}),
        "valueQuantity": _quantity(value),
    }


def _condition(chance: random.Random, person: Resource, encounter: Resource) -> Resource:
    return {
        "clinicalStatus": {"coding": [_coding("condition-clinical", "active", "Active")]},
        "verificationStatus": {"coding": [_coding("condition-ver-status", "confirmed", "Confirmed")]},
        "category": [{"coding": [_coding("condition-category", "encounter-diagnosis", "Diagnosis")]}],
        "code": _concept(chance, _SNOMED),
        "subject": person,
        "encounter": encounter,
        "onsetDateTime": _instant(chance),
    }


def _medication_request(chance: random.Random, person: Resource, encounter: Resource) -> Resource:
    every = {"repeat": {"frequency": 3, "period": 1, "periodUnit": "d"}}
    return {
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": _concept(chance, _RXNORM),
        "subject": person,
        "encounter": encounter,
        "authoredOn": _instant(chance),
        "dosageInstruction": [
            {"sequence": 1, "timing": every, "doseAndRate": [{"doseQuantity": {"value": 1}}]}
        ],
    }


def _procedure(chance: random.Random, person: Resource, encounter: Resource) -> Resource:
    return {
        "status": "completed",
        "code": _concept(chance, _SNOMED),
        "subject": person,
        "encounter": encounter,
        "performedDateTime": _instant(chance),
    }


_EVENTS: dict[str, Callable[[random.Random, Resource, Resource], Resource]] = {
    "Encounter": _encounter,
    "Claim": _claim,
    "Observation": _observation,
    "Condition": _condition,
    "MedicationRequest": _medication_request,
    "Procedure": _procedure,
}
