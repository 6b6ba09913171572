"""People from FHIR Patient."""

from __future__ import annotations

from typing import Any

import ibis
from ibis.expr.types import Table as Expression

from lco.records.expressions import day, fault, given, text_of, words
from lco.store.vocabulary import Ethnicity, Sex

NHS_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"
ODS_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"
ETHNIC_CATEGORY = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"
US_RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"

_SEX = {"male": Sex.MALE, "female": Sex.FEMALE, "other": Sex.INDETERMINATE}
# NHS Data Dictionary, ETHNIC CATEGORY CODE 2001; Chinese counts as Asian since the census of 2011.
_CATEGORY = {
    **dict.fromkeys("ABC", Ethnicity.WHITE),
    **dict.fromkeys("DEFG", Ethnicity.MIXED),
    **dict.fromkeys("HJKLR", Ethnicity.ASIAN),
    **dict.fromkeys("MNP", Ethnicity.BLACK),
    "S": Ethnicity.OTHER,
}
# CDC race and ethnicity code set, the five categories of the US Office of Management and Budget.
_RACE = {
    "2106-3": Ethnicity.WHITE,
    "2054-5": Ethnicity.BLACK,
    "2028-9": Ethnicity.ASIAN,
    "2076-8": Ethnicity.OTHER,
    "1002-5": Ethnicity.OTHER,
    "2131-1": Ethnicity.OTHER,
}


def people(rows: Expression) -> Expression:
    """Return the people in the columns of a people extract."""
    born_on, died_on = day(rows.birthDate), day(rows.deceasedDateTime)
    name, address = rows.name[0], rows.address[0]
    lives_from = ibis.coalesce(day(address.period.start), born_on)
    practice = rows.generalPractitioner.filter(lambda gp: gp.identifier.system == ODS_SYSTEM)[
        0
    ].identifier.value
    return rows.select(
        *[name for name in rows.columns if name == "file"],
        **given(born_on=rows.birthDate, died_on=rows.deceasedDateTime),
        fault=fault((~rows.resourceType.identical_to("Patient"), "malformed")),
        person_ref=person_key(ibis.coalesce(text_of(rows.fullUrl), text_of(rows.id))),
        nhs_text=rows.identifier.filter(lambda one: one.system == NHS_NUMBER_SYSTEM)[0].value,
        given_name=words(ibis.coalesce(name.given.join(" "), name.text)),
        family_name=words(name.family),
        born_on=born_on,
        sex=_lookup(rows.gender, _SEX),
        ethnicity=_ethnicity(rows),
        died_on=died_on,
        address=words(ibis.literal(", ").join([address.line.join(", "), address.city])),
        postcode=words(address.postalCode),
        lsoa=ibis.null("string"),
        ward=ibis.null("string"),
        lives_from=ibis.ifelse(address.notnull(), lives_from, ibis.null("date")),
        practice=text_of(practice),
        registered_from=ibis.ifelse(practice.notnull(), born_on, ibis.null("date")),
        is_synthetic=ibis.literal(False),
    )


def person_key(reference: Any) -> Any:
    """Return the id at the end of a reference: ``Patient/12``, ``urn:uuid:12`` or a web address."""
    return ibis.cases(
        (reference.startswith("Patient/"), reference.substr(8)),
        (reference.startswith("urn:uuid:"), reference.substr(9)),
        (reference.contains("/"), reference.re_extract(r"([^/]+)(?:/_history/[^/]+)?$", 1)),
        else_=reference,
    ).nullif("")


def _lookup(text: Any, codes: dict[str, Any]) -> Any:
    branches = [(text == written, ibis.literal(int(code), type="int8")) for written, code in codes.items()]
    return ibis.cases(*branches, else_=ibis.literal(0, type="int8"))


def _ethnicity(rows: Expression) -> Any:
    category = (
        rows.extension.filter(lambda one: one.url == ETHNIC_CATEGORY)[0].valueCodeableConcept.coding[0].code
    )
    race = rows.extension.filter(lambda one: one.url == US_RACE)[0].extension
    race = race.filter(lambda one: one.url == "ombCategory")[0].valueCoding.code
    return ibis.ifelse(category.notnull(), _lookup(category, _CATEGORY), _lookup(race, _RACE))
