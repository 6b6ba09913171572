"""Short names of code systems, so that one code from two sources is one code."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table as Expression

# Written forms, in small letters, of the systems the platform knows. Source: HL7 terminology.
SHORT_NAMES = {
    "http://snomed.info/sct": "snomed",
    "http://loinc.org": "loinc",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-10-uk": "icd10",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "https://dmd.nhs.uk": "dmd",
    "https://fhir.hl7.org.uk/id/opcs-4": "opcs4",
    "http://read.info/readv2": "read2",
    "http://read.info/ctv3": "ctv3",
    "http://unitsofmeasure.org": "ucum",
    "icd-10": "icd10",
    "dm+d": "dmd",
    "opcs-4": "opcs4",
}


def short_name(system: Any) -> Any:
    """Return the short name of a system as written; another one in small letters as it is."""
    small = system.lower().strip()
    return ibis.cases(*[(small == written, short) for written, short in SHORT_NAMES.items()], else_=small)


def system_names(found: Expression, column: str) -> Expression:
    """Return `found` with ``system`` and ``text`` made of ``<column>_system`` and ``<column>_text``."""
    return found.mutate(system=short_name(found[f"{column}_system"]), text=found[f"{column}_text"].strip())
