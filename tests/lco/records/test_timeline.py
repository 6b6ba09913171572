"""One person's events, newest first, in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lco import engine
from lco.records.timeline import Event, timeline
from tests.lco.records.loading import ANN, BOB, PEOPLE, load, new_store, rows, write

FILES: dict[str, str | bytes] = {
    "people.csv": PEOPLE + ANN + BOB,
    "conditions.csv": "person_id,system,code,label,starts_on\nP1,icd10,J44,A lung disease,2016-03-01\n",
    "admissions.csv": "person_id,spell_id,starts_on,ends_before,method,system,code,label\n"
    "P1,S1,2017-05-04,2017-05-08,emergency,icd10,J44,A lung disease\n",
    "attendances.csv": "person_id,attended_on,kind,is_admitted\nP1,2017-05-03,emergency_department,yes\n",
    "contacts.csv": "person_id,contacted_on,setting\nP1,2018-01-02,community\nP2,2018-01-02,community\n",
    "costs.csv": "person_id,incurred_on,setting,pounds\nP1,2017-05-04,inpatient,1234.56\n",
    "observations.csv": "person_id,observed_on,system,code,label,value,unit\n"
    "P1,2017-01-01,local,bmi,BMI,31.5,kg/m2\n",
}


def test_events_of_one_person_come_newest_first(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store")
    load(store, write(tmp_path / "in", FILES))
    (ann,) = [row["person"] for row in rows(store, "people") if row["born_on"] == date(1950, 1, 1)]
    assert timeline(store, engine.connect(), ann) == (
        Event("contacts", date(2018, 1, 2), None, "Contact, community"),
        Event("costs", date(2017, 5, 4), None, "Cost, inpatient", pence=123_456),
        Event(
            "admissions",
            date(2017, 5, 4),
            date(2017, 5, 8),
            "Emergency admission to hospital: A lung disease",
            "icd10 J44",
        ),
        Event(
            "attendances", date(2017, 5, 3), None, "Attended emergency department, admitted", is_admitted=True
        ),
        Event("observations", date(2017, 1, 1), None, "BMI: 31.5 kg/m2", "local bmi"),
        Event("conditions", date(2016, 3, 1), None, "Condition recorded: A lung disease", "icd10 J44"),
    )


def test_nobody_knows_a_stranger(tmp_path: Path) -> None:
    assert timeline(new_store(tmp_path / "store"), engine.connect(), 1) == ()
