"""The parts of each FHIR R4 resource that are read; everything else in a resource is passed over.

Source: HL7 FHIR R4 (4.0.1), and the UK Core extension for ethnic category.
"""

from __future__ import annotations

from lco.records.lines import Shape

_CODING = {"system": str, "code": str, "display": str}
_CONCEPT: dict[str, Shape] = {"coding": [_CODING], "text": str}
_STATUS: dict[str, Shape] = {"coding": [{"code": str}]}
_REFERENCE = {"reference": str}
_PERIOD = {"start": str, "end": str}

SHAPES: dict[str, dict[str, Shape]] = {
    "Patient": {
        "identifier": [{"system": str, "value": str}],
        "name": [{"family": str, "given": [str], "text": str}],
        "gender": str,
        "birthDate": str,
        "deceasedDateTime": str,
        "address": [{"line": [str], "city": str, "postalCode": str, "period": {"start": str}}],
        "extension": [
            {
                "url": str,
                "valueCodeableConcept": {"coding": [{"code": str}]},
                "extension": [{"url": str, "valueCoding": {"code": str}}],
            }
        ],
        "generalPractitioner": [{"identifier": {"system": str, "value": str}}],
        "fullUrl": str,
    },
    "Condition": {
        "verificationStatus": _STATUS,
        "code": _CONCEPT,
        "subject": _REFERENCE,
        "onsetDateTime": str,
        "onsetPeriod": _PERIOD,
        "recordedDate": str,
        "abatementDateTime": str,
    },
    "Encounter": {
        "status": str,
        "class": {"code": str},
        "subject": _REFERENCE,
        "period": _PERIOD,
        "reasonCode": [_CONCEPT],
        "hospitalization": {"admitSource": _STATUS},
    },
    "MedicationRequest": {
        "status": str,
        "intent": str,
        "medicationCodeableConcept": _CONCEPT,
        "subject": _REFERENCE,
        "authoredOn": str,
    },
    "Observation": {
        "status": str,
        "code": _CONCEPT,
        "subject": _REFERENCE,
        "effectiveDateTime": str,
        "effectivePeriod": _PERIOD,
        "valueQuantity": {"value": str, "unit": str, "code": str},
    },
    "Procedure": {
        "status": str,
        "code": _CONCEPT,
        "subject": _REFERENCE,
        "performedDateTime": str,
        "performedPeriod": _PERIOD,
    },
    "Claim": {
        "status": str,
        "type": _STATUS,
        "patient": _REFERENCE,
        "billablePeriod": _PERIOD,
        "created": str,
        "total": {"value": str, "currency": str},
    },
}

for _name, _shape in SHAPES.items():
    _shape.update({"resourceType": str, "id": str})
