"""FHIR R4: what becomes of each resource."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lco.records.container import SourceRefused
from lco.store.tables import AdmissionMethod, Ethnicity, Setting, Sex
from tests.lco.records.loading import (
    condition,
    counts,
    load,
    ndjson,
    new_store,
    patient,
    refused,
    rows,
    write,
)

FULL = patient(
    "p1",
    identifier=[
        {"system": "https://hospital.example", "value": "7"},
        {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "999 000 0018"},
    ],
    name=[{"family": "O'Neill", "given": ["Zoë", "Ann"]}],
    deceasedDateTime="2018-01-15T10:00:00Z",
    address=[{"line": ["1 High Street"], "city": "Manchester", "postalCode": "M1 1AA"}],
    generalPractitioner=[
        {"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "P84001"}}
    ],
    extension=[
        {
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
            "valueCodeableConcept": {"coding": [{"code": "H"}]},
        }
    ],
)


def about(kind: str, own_id: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": kind, "id": own_id, "subject": {"reference": "Patient/p1"}, **more}


def coded(code: str, system: str = "http://snomed.info/sct") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": f"label of {code}"}]}


def load_lines(tmp_path: Path, **files: str) -> tuple[Any, Any]:
    store = new_store(tmp_path / "store")
    folder = write(tmp_path / "in", {f"{name}.ndjson": text for name, text in files.items()})
    return store, load(store, folder, "fhir")


def test_a_patient_becomes_a_person_and_an_identity_apart(tmp_path: Path) -> None:
    store, _ = load_lines(tmp_path, Patient=ndjson(FULL))
    (person,) = rows(store, "people")
    (identity,) = rows(store, "identities")
    assert (person["born_on"], person["sex"], person["ethnicity"]) == (
        date(1950, 1, 1),
        Sex.FEMALE,
        Ethnicity.ASIAN,
    )
    assert identity == {
        "person": person["person"],
        "nhs_number": "9990000018",
        "given_name": "Zoë Ann",
        "family_name": "O'Neill",
        "born_on": date(1950, 1, 31),
        "sex": Sex.FEMALE,
        "address": "1 High Street, Manchester",
        "postcode": "M1 1AA",
        "is_synthetic": False,
    }
    assert [row["died_on"] for row in rows(store, "deaths")] == [date(2018, 1, 15)]
    codes = {row["code"]: (row["system"], row["text"]) for row in rows(store, "codes")}
    assert [codes[row["practice"]] for row in rows(store, "registrations")] == [("ods", "P84001")]


@pytest.mark.parametrize(
    ("klass", "table"),
    [("IMP", "admissions"), ("EMER", "attendances"), ("AMB", "contacts"), (None, "contacts")],
)
def test_the_class_of_an_encounter_says_what_it_is(tmp_path: Path, klass: str | None, table: str) -> None:
    encounter = about(
        "Encounter",
        "e1",
        status="finished",
        period={"start": "2017-05-04T10:00:00Z", "end": "2017-05-06T10:00:00Z"},
        reasonCode=[coded("local-9")],
        hospitalization={"admitSource": {"coding": [{"code": "emd"}]}},
        **({"class": {"code": klass}} if klass else {}),
    )
    store, loaded = load_lines(tmp_path, Patient=ndjson(patient("p1")), Encounter=ndjson(encounter))
    assert loaded.written[table] == 1
    (row,) = rows(store, table)
    if table == "admissions":
        assert (row["starts_on"], row["ends_before"]) == (date(2017, 5, 4), date(2017, 5, 6))
        assert row["method"] == AdmissionMethod.EMERGENCY
        assert row["code"] is not None
    if table == "contacts":
        assert row["setting"] == (Setting.OUTPATIENT if klass else Setting.NOT_KNOWN)


def test_observations_medicines_procedures_and_costs_are_kept(tmp_path: Path) -> None:
    store, loaded = load_lines(
        tmp_path,
        Patient=ndjson(patient("p1")),
        Observation=ndjson(
            about(
                "Observation",
                "o1",
                code=coded("8480-6", "http://loinc.org"),
                effectiveDateTime="2017-05-04",
                valueQuantity={"value": 118.5, "unit": "mmHg", "code": "mm[Hg]"},
            )
        ),
        MedicationRequest=ndjson(
            about("MedicationRequest", "m1", medicationCodeableConcept=coded("m"), authoredOn="2017-05-04")
        ),
        Procedure=ndjson(
            about("Procedure", "r1", code=coded("r"), performedPeriod={"start": "2017-05-04T09:00:00Z"})
        ),
        Claim=ndjson(
            {
                "resourceType": "Claim",
                "id": "c1",
                "patient": {"reference": "Patient/p1"},
                "type": {"coding": [{"code": "pharmacy"}]},
                "created": "2017-05-04",
                "total": {"value": 12.345, "currency": "GBP"},
            }
        ),
    )
    assert loaded.written | {"people": 1} == loaded.written
    (observation,) = rows(store, "observations")
    codes = {row["code"]: (row["system"], row["text"], row["label"]) for row in rows(store, "codes")}
    assert observation["value"] == 118.5
    assert codes[observation["code"]] == ("loinc", "8480-6", "label of 8480-6")
    assert codes[observation["unit"]][:2] == ("ucum", "mm[Hg]")
    (cost,) = rows(store, "costs")
    assert (cost["pence"], cost["setting"]) == (1235, Setting.PRESCRIBING)
    assert len(rows(store, "prescriptions")) == len(rows(store, "procedures")) == 1


BAD_CONDITIONS: list[tuple[dict[str, Any], str]] = [
    ({"subject": None}, "missing_person"),
    ({"subject": {"reference": "Patient/nobody"}}, "unknown_person"),
    ({"subject": "Patient/p1"}, "wrong_type"),
    ({"onsetDateTime": None}, "missing_date"),
    ({"onsetDateTime": "last spring"}, "wrong_type"),
    ({"onsetDateTime": {"at": "2017-05-04"}}, "wrong_type"),
    ({"onsetDateTime": "1890-01-01"}, "out_of_range"),
    ({"onsetDateTime": "2018-06-02"}, "in_future"),
    ({"onsetDateTime": "1950-01-30"}, "before_birth"),
    ({"abatementDateTime": "2017-05-03"}, "ends_before_start"),
    ({"abatementDateTime": "soon"}, "wrong_type"),
    ({"code": None}, "unknown_code"),
    ({"code": {"text": "a cough"}}, "unknown_code"),
    ({"code": {"coding": [{"system": "s", "code": ""}]}}, "unknown_code"),
    ({"code": {"coding": [{"system": "s", "code": "x" * 300}]}}, "unknown_code"),
    ({"code": {"coding": "x"}}, "wrong_type"),
    ({"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}, "entered_in_error"),
]
BAD_PATIENTS: list[tuple[dict[str, Any], str]] = [
    ({"birthDate": None}, "missing_birth"),
    ({"birthDate": "31/01/1950"}, "wrong_type"),
    ({"birthDate": "2018-06-02"}, "birth_in_future"),
    ({"birthDate": "1850-01-01"}, "out_of_range"),
    ({"deceasedDateTime": "1949-01-01"}, "before_birth"),
    ({"deceasedDateTime": "2019-01-01"}, "in_future"),
    ({"id": None}, "missing_person"),
]


def test_a_condition_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    bad = [condition(f"c{at}", "p1", **change) for at, (change, _) in enumerate(BAD_CONDITIONS)]
    lines = ndjson(condition("good", "p1"), *bad)
    store, loaded = load_lines(tmp_path, Patient=ndjson(patient("p1")), Condition=lines)
    assert counts(loaded)["Condition"] == (len(bad) + 1, 1, len(bad), 0)
    assert sorted(refused(store)) == sorted(
        ("Condition", "Condition.ndjson", at, reason)
        for at, (_, reason) in enumerate(BAD_CONDITIONS, start=2)
    )


def test_a_patient_that_cannot_be_says_why(tmp_path: Path) -> None:
    bad = [{**patient(f"b{at}"), **change} for at, (change, _) in enumerate(BAD_PATIENTS)]
    store, loaded = load_lines(tmp_path, Patient=ndjson(patient("p1"), *bad))
    assert counts(loaded)["Patient"] == (len(bad) + 1, 1, len(bad), 0)
    assert sorted(refused(store)) == sorted(
        ("Patient", "Patient.ndjson", at, reason) for at, (_, reason) in enumerate(BAD_PATIENTS, start=2)
    )


def test_rows_long_after_a_death_are_refused_and_letters_shortly_after_kept(tmp_path: Path) -> None:
    lines = ndjson(
        condition("c1", "p1", onsetDateTime="2018-02-14"), condition("c2", "p1", onsetDateTime="2018-02-15")
    )
    store, _ = load_lines(tmp_path, Patient=ndjson(FULL), Condition=lines)
    assert refused(store) == [("Condition", "Condition.ndjson", 2, "after_death")]


def test_the_second_row_of_an_id_is_unchanged_or_a_duplicate(tmp_path: Path) -> None:
    store, loaded = load_lines(
        tmp_path,
        Patient=ndjson(patient("p1"), patient("p1"), patient("p1", gender="male")),
        Condition=ndjson(
            condition("c1", "p1"), condition("c1", "p1"), condition("c1", "p1", onsetDateTime="2017-06-01")
        ),
    )
    assert counts(loaded) == {"Patient": (3, 1, 1, 1), "Condition": (3, 1, 1, 1)}
    assert [(table, line, reason) for table, _, line, reason in refused(store)] == [
        ("Condition", 3, "duplicate"),
        ("Patient", 3, "duplicate"),
    ]
    assert [row["sex"] for row in rows(store, "people")] == [Sex.FEMALE]


def test_blank_lines_do_not_move_the_line_numbers(tmp_path: Path) -> None:
    bad = condition("c2", "p1", code=None)
    text = "\n" + ndjson(condition("c1", "p1")) + "  \n\r\n" + ndjson(bad)
    store, loaded = load_lines(tmp_path, Patient=ndjson(patient("p1")), Condition=text)
    assert counts(loaded)["Condition"] == (2, 1, 1, 0)
    assert refused(store) == [("Condition", "Condition.ndjson", 5, "unknown_code")]


def bundle(*resources: dict[str, Any], indent: int | None = 1) -> str:
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}, indent=indent)


def test_a_bundle_loads_like_lines_and_names_its_lines(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    bad = {**condition("c2", "p1", code=None), "subject": {"reference": "urn:uuid:p1"}}
    text = bundle(patient("p1"), condition("c1", "p1"), bad)
    line = text[: text.index('"fullUrl": "urn:uuid:c2"')].count("\n")
    loaded = load(store, write(tmp_path / "in", {"one.json": text}), "fhir")
    assert counts(loaded) == {"Patient": (1, 1, 0, 0), "Condition": (2, 1, 1, 0)}
    assert refused(store) == [("Condition", "one.json", line, "unknown_code")]


def test_a_single_resource_and_a_mixed_file_are_read_too(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    mixed = ndjson(patient("p2"), condition("c2", "p2"), {"resourceType": "Immunization", "id": "i"})
    files = {"one.json": json.dumps(patient("p1")), "export.ndjson": mixed + "{broken\n"}
    loaded = load(store, write(tmp_path / "in", files), "fhir")
    assert counts(loaded) == {"Patient": (3, 2, 1, 0), "Condition": (1, 1, 0, 0)}
    assert loaded.unused == {"Immunization": 1}
    assert refused(store) == [("Patient", "export.ndjson", 4, "malformed")]


def test_a_line_of_another_type_than_its_file_is_refused(tmp_path: Path) -> None:
    lines = ndjson(condition("c1", "p1"), about("Procedure", "r1"))
    store, _ = load_lines(tmp_path, Patient=ndjson(patient("p1")), Condition=lines)
    assert refused(store) == [("Condition", "Condition.ndjson", 2, "wrong_resource")]


def test_files_of_many_lines_keep_their_order(tmp_path: Path) -> None:
    good = [condition(f"c{at}", "p1") for at in range(30_000)]
    bad = [7, 4_000, 19_999, 29_999]
    for at in bad:
        good[at]["code"] = None
    half = ndjson(*good[:15_000]), ndjson(*good[15_000:])
    store = new_store(tmp_path / "store")
    files = {
        "Patient.ndjson": ndjson(patient("p1")),
        "Condition.1.ndjson": half[0],
        "Condition.2.ndjson": half[1],
    }
    load(store, write(tmp_path / "in", dict(files)), "fhir")
    assert [(file, line) for _, file, line, _ in refused(store)] == [
        ("Condition.1.ndjson", 8),
        ("Condition.1.ndjson", 4_001),
        ("Condition.2.ndjson", 5_000),
        ("Condition.2.ndjson", 15_000),
    ]


def test_what_is_no_fhir_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    with pytest.raises(SourceRefused, match="no FHIR resource that can be used"):
        load(store, write(tmp_path / "in", {"notes.txt": "hello"}), "fhir")
    assert store.batches() == []


def test_a_known_person_who_has_died_since_is_told_so(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, write(tmp_path / "1", {"Patient.ndjson": ndjson(patient("p1"))}), "fhir")
    died = patient("p1", deceasedDateTime="2018-01-15")
    loaded = load(store, write(tmp_path / "2", {"Patient.ndjson": ndjson(died)}), "fhir")
    assert counts(loaded) == {"Patient": (1, 1, 0, 0)}
    assert len(rows(store, "people")) == 1
    assert [row["died_on"] for row in rows(store, "deaths")] == [date(2018, 1, 15)]
    again = load(store, write(tmp_path / "3", {"Patient.ndjson": ndjson(died) + "\n"}), "fhir")
    assert counts(again) == {"Patient": (1, 0, 0, 1)}
    other = patient("p1", deceasedDateTime="2018-01-16")
    changed = load(store, write(tmp_path / "4", {"Patient.ndjson": ndjson(other)}), "fhir")
    assert changed.reasons == (("Patient", "conflict", 1),)
