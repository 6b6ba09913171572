"""Electronic Frailty Index: how many of 36 deficits a person's record holds."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import IntegerValue, StringValue, Table

from lco.population.coded import coded_before, days_before
from lco.population.codelist import completed, groups_of_people, held, load, masks
from lco.population.cut_offs import cut_off
from lco.population.example import Example
from lco.population.score import score
from lco.population.tables import Records, aged, in_period

GROUPS = load("efi")
FROM_MEDICINES = "polypharmacy"  # the one deficit that is counted from prescriptions, not from codes


@score(
    title="Electronic frailty",
    why="Deficits that gather in the general practice record show frailty before hospital sees it.",
    source=(
        "Clegg 2016 (Age and Ageing 45:353-60): 36 deficits, ages 65 to 95. Their codes are licensed and "
        "come from the place's own terminology; cut-offs on counts of deficits, codelists/cut_offs.csv"
    ),
    owner="Public health lead",
    next_review=date(2027, 4, 1),
    unit="deficits",
    when_absent={"efi_deficits": None, "efi_deficits_listed": None, "efi_band": None},
    example=Example(
        given={
            "people": """
                person | born_on
                1      | 1940-01-01
                2      | 1940-01-01
                3      | 1960-01-01
            """,
            "conditions": """
                person | code         | starts_on
                1      | local:falls  | 2012-02-01
                1      | local:falls  | 2016-02-01
                1      | local:ulcer  | 2016-02-01
                1      | local:dizzy  | 2016-02-01
                1      | local:dizzy2 | 2016-02-01
                1      | local:breath | 2018-04-01
                3      | local:falls  | 2016-02-01
            """,
            "prescriptions": """
                person | code | prescribed_on
                1      | a    | 2018-02-01
                1      | b    | 2018-02-01
                1      | c    | 2018-02-01
                1      | d    | 2018-02-01
                1      | e    | 2018-02-01
            """,
        },
        codelists={
            "example.csv": """
                # extends: efi
                # source: made up for this example
                # version: 1
                # licence: none
                # system: local
                group,code
                falls,falls
                skin_ulcer,ulcer
                dizziness,dizzy
                dizziness,dizzy2
                dyspnoea,breath
            """
        },
        expect={
            1: {"efi_deficits": 4, "efi_deficits_listed": 5, "efi_band": "fit"},
            2: {"efi_deficits": 0, "efi_deficits_listed": 5, "efi_band": "fit"},
            3: None,
        },
        working=(
            "Person 1 has falls, a skin ulcer and dizziness, each once however often it was coded, and five "
            "medicines in 90 days: 4 deficits of the 5 the place has codes for. Person 2 has none, which is "
            "0. Person 3 is 58: the index says nothing under 65."
        ),
    ),
)
def efi(records: Records, index_on: date) -> Table:
    """Return person, efi_deficits, efi_deficits_listed and efi_band for people of 65 and over.

    Nobody has a score where the place has loaded no codes of deficits. `efi_deficits_listed` is how many
    of the 36 it has codes for: a band from fewer is too low.
    """
    own = completed(records, GROUPS)
    listed = sum(bool(own.codes_of(group)) for group in own.groups if group != FROM_MEDICINES)
    people = aged(records, index_on, at_least=cut_off("efi_age_from"))
    found = groups_of_people(coded_before(records, index_on), masks(records, GROUPS))
    many = _many_medicines(records, index_on)
    joined = people.left_join(found, "person").left_join(many, people.person == many.person)
    held_by = joined.select(
        people.person, mask=found.mask_0.coalesce(0), medicines=many.medicines.coalesce(0)
    ).filter(ibis.literal(listed > 0))
    deficits = _deficits(held_by.mask, held_by.medicines)
    return held_by.select(
        "person",
        efi_deficits=deficits,
        efi_deficits_listed=ibis.literal(listed + 1, "int32"),
        efi_band=band(deficits),
    )


def _many_medicines(records: Records, index_on: date) -> Table:
    issued = records["prescriptions"]
    window = days_before(index_on, cut_off("polypharmacy_days"))
    lately = issued.filter(in_period(issued.prescribed_on, window)).select("person", "code").distinct()
    return lately.group_by("person").agg(medicines=lately.count())


def _deficits(mask: IntegerValue, medicines: IntegerValue) -> IntegerValue:
    one, none = ibis.literal(1, "int32"), ibis.literal(0, "int32")
    total: IntegerValue = ibis.literal(0, "int32")
    for group in GROUPS.groups:
        has = held([mask], GROUPS, group)
        if group == FROM_MEDICINES:
            has = has | (medicines >= cut_off("polypharmacy_medicines"))
        total = total + has.ifelse(one, none)
    whole: IntegerValue = total.cast("int32")
    return whole


def band(deficits: IntegerValue) -> StringValue:
    """Return fit, mild, moderate or severe, from the count of deficits, so that no quotient is compared."""
    named: StringValue = ibis.cases(
        (deficits >= cut_off("efi_severe_from"), "severe"),
        (deficits >= cut_off("efi_moderate_from"), "moderate"),
        (deficits >= cut_off("efi_mild_from"), "mild"),
        else_="fit",
    )
    return named
