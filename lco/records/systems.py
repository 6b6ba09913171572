"""Short names of code systems, so that one code from two sources is one code."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.extract import Coded

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


def written_code(column: str, *, system: Any, text: Any, label: Any) -> dict[str, Any]:
    """Return the columns of a code as written: its key, system, text and label.

    The key is a hash of 64 bits: among a million codes two share one once in ten million loads.
    """
    return {
        f"{column}_key": ibis.ifelse(text.notnull(), system.hash() ^ text.hash(), ibis.null("int64")),
        f"{column}_system": system,
        f"{column}_text": text,
        f"{column}_label": label,
    }


def coded_as_written(column: str, *, is_required: bool = True) -> Coded:
    """Return how a column made by `written_code` is turned into integers."""
    return Coded(
        column=column,
        key=f"{column}_key",
        names=lambda found: system_names(found, column),
        describe=(f"{column}_system", f"{column}_text", f"{column}_label"),
        is_required=is_required,
    )


def system_names(found: Expression, column: str) -> Expression:
    """Return `found` with ``system``, ``text`` and ``label`` made of the code as written."""
    return found.mutate(
        system=short_name(found[f"{column}_system"]),
        text=found[f"{column}_text"].strip(),
        label=found[f"{column}_label"],
    )
