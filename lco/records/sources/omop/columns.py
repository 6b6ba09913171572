"""The columns of the OMOP Common Data Model 5.4 that are read, by table; ``!`` before what must be there.

Source: OHDSI Common Data Model 5.4 specification.
"""

from __future__ import annotations

COLUMNS: dict[str, dict[str, str]] = {
    "person": {
        "person_id": "!int64",
        "gender_concept_id": "int64",
        "year_of_birth": "!int64",
        "month_of_birth": "int64",
        "day_of_birth": "int64",
        "race_concept_id": "int64",
        "race_source_value": "string",
        "location_id": "int64",
        "care_site_id": "int64",
    },
    "location": {
        "location_id": "!int64",
        "address_1": "string",
        "address_2": "string",
        "city": "string",
        "zip": "string",
        "location_source_value": "string",
    },
    "care_site": {"care_site_id": "!int64", "care_site_source_value": "string"},
    "concept": {
        "concept_id": "!int64",
        "concept_name": "string",
        "vocabulary_id": "!string",
        "concept_code": "!string",
    },
    "observation_period": {
        "observation_period_id": "int64",
        "person_id": "!int64",
        "observation_period_start_date": "!date",
        "observation_period_end_date": "date",
    },
    "visit_occurrence": {
        "visit_occurrence_id": "!int64",
        "person_id": "!int64",
        "visit_concept_id": "!int64",
        "visit_start_date": "!date",
        "visit_end_date": "date",
    },
    "condition_occurrence": {
        "condition_occurrence_id": "int64",
        "person_id": "!int64",
        "condition_concept_id": "!int64",
        "condition_source_concept_id": "int64",
        "condition_start_date": "!date",
        "condition_end_date": "date",
    },
    "drug_exposure": {
        "drug_exposure_id": "int64",
        "person_id": "!int64",
        "drug_concept_id": "!int64",
        "drug_source_concept_id": "int64",
        "drug_exposure_start_date": "!date",
    },
    "procedure_occurrence": {
        "procedure_occurrence_id": "int64",
        "person_id": "!int64",
        "procedure_concept_id": "!int64",
        "procedure_source_concept_id": "int64",
        "procedure_date": "!date",
    },
    "measurement": {
        "measurement_id": "int64",
        "person_id": "!int64",
        "measurement_concept_id": "!int64",
        "measurement_source_concept_id": "int64",
        "measurement_date": "!date",
        "value_as_number": "float64",
        "unit_concept_id": "int64",
    },
    "observation": {
        "observation_id": "int64",
        "person_id": "!int64",
        "observation_concept_id": "!int64",
        "observation_source_concept_id": "int64",
        "observation_date": "!date",
        "value_as_number": "float64",
        "unit_concept_id": "int64",
    },
    "death": {"person_id": "!int64", "death_date": "!date"},
    "cost": {
        "cost_id": "int64",
        "cost_event_id": "!int64",
        "cost_domain_id": "!string",
        "currency_concept_id": "int64",
        "total_cost": "float64",
        "total_paid": "float64",
    },
}
