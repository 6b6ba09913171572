"""What holds of every made place, whatever its size, seed, years and last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lco.store.tables import IDENTITIES, TABLES, Setting
from tests.lco.records.synthetic.laws import broken
from tests.lco.records.synthetic.made import OPEN, Made, made


def test_the_made_place_keeps_every_law(twenty_thousand: Made) -> None:
    assert broken(twenty_thousand) == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    people=st.integers(1_000, 4_000),
    years=st.integers(1, 4),
    seed=st.integers(0, 2**32),
    ends_before=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
)
def test_every_small_place_keeps_every_law(people: int, years: int, seed: int, ends_before: date) -> None:
    with TemporaryDirectory() as folder:
        place = made(Path(folder) / "store", people=people, years=years, seed=seed, ends_before=ends_before)
        assert broken(place) == []
        open_addresses = place.column("addresses", "ends_before") == OPEN
        assert open_addresses.sum() == people


def test_the_manifest_counts_the_rows_written(twenty_thousand: Made) -> None:
    counted = {row.table: row.kept for row in twenty_thousand.manifest.rows}
    written = {name: twenty_thousand.read(name).num_rows for name in counted if name != "identities"}
    assert counted == written | {"identities": twenty_thousand.identities().num_rows}
    assert {"people", "contacts", "prescriptions", "costs"} <= set(written)


def test_everybody_lives_in_one_ward_or_an_unknown_one_at_the_end(twenty_thousand: Made) -> None:
    is_open = twenty_thousand.column("addresses", "ends_before") == OPEN
    people = twenty_thousand.column("addresses", "person")[is_open]
    wards = twenty_thousand.column("addresses", "ward")[is_open]
    assert len(np.unique(people)) == len(people) == 20_000
    assert 0 < (wards == -1).sum() < 200
    assert len(np.unique(wards[wards >= 0])) == 32


def test_record_tables_carry_no_identity(twenty_thousand: Made) -> None:
    identity = set(IDENTITIES.columns) - {"person", "born_on", "sex"}
    for name in TABLES:
        path = twenty_thousand.folder / f"{name}.parquet"
        if path.exists():
            table = twenty_thousand.read(name)
            assert not identity & set(table.column_names)
            assert not any(pa.types.is_string(field.type) for field in table.schema)
    born = twenty_thousand.column("people", "born_on").astype("datetime64[D]")
    assert (born == born.astype("datetime64[M]")).all()


def test_each_event_costs_once(twenty_thousand: Made) -> None:
    setting = twenty_thousand.column("costs", "setting")
    contacts = twenty_thousand.column("contacts", "setting")
    assert (setting == Setting.INPATIENT).sum() == twenty_thousand.read("admissions").num_rows
    assert (setting == Setting.EMERGENCY_DEPARTMENT).sum() == twenty_thousand.read("attendances").num_rows
    assert (setting == Setting.OUTPATIENT).sum() == (contacts == Setting.OUTPATIENT).sum()
    assert (twenty_thousand.column("costs", "pence") > 0).all()


def test_quarterly_costs_of_general_practice_add_up_to_its_contacts(twenty_thousand: Made) -> None:
    is_gp = twenty_thousand.column("costs", "setting") == Setting.GENERAL_PRACTICE
    contacts = (twenty_thousand.column("contacts", "setting") == Setting.GENERAL_PRACTICE).sum()
    assert twenty_thousand.column("costs", "pence")[is_gp].sum() == contacts * 3_500


def test_every_spell_has_its_diagnosis_among_the_conditions(twenty_thousand: Made) -> None:
    def keys(table: str, rows: np.ndarray | slice) -> set[tuple[int, int, int]]:
        columns = [twenty_thousand.column(table, name)[rows] for name in ("person", "starts_on", "code")]
        return set(zip(*(column.tolist() for column in columns), strict=True))

    in_hospital = twenty_thousand.column("conditions", "setting") == Setting.INPATIENT
    assert keys("admissions", slice(None)) <= keys("conditions", in_hospital)


def test_a_broken_hip_has_a_fall_beside_it(twenty_thousand: Made) -> None:
    hip, fall = twenty_thousand.code("icd10", "S72"), twenty_thousand.code("icd10", "W19")
    code = twenty_thousand.column("conditions", "code")
    people, days = (twenty_thousand.column("conditions", name) for name in ("person", "starts_on"))
    day = list(zip(people.tolist(), days.tolist(), strict=True))
    hips = {day[row] for row in np.flatnonzero(code == hip)}
    falls = {day[row] for row in np.flatnonzero(code == fall)}
    assert len(hips) > 20
    assert hips <= falls


def test_spells_have_numbers_of_their_own(twenty_thousand: Made) -> None:
    spells = twenty_thousand.column("admissions", "spell")
    assert len(np.unique(spells)) == len(spells)


def test_care_homes_are_entered_at_65_or_later(twenty_thousand: Made) -> None:
    kind = twenty_thousand.column("care_packages", "kind")
    homes = np.isin(kind, (3, 4))
    people = twenty_thousand.column("people", "person")
    row = np.searchsorted(people, twenty_thousand.column("care_packages", "person")[homes])
    born = twenty_thousand.identities()["born_on"].cast("int32").to_numpy()[row]
    age = (twenty_thousand.column("care_packages", "starts_on")[homes] - born) / 365.25
    assert homes.sum() > 50
    assert age.min() >= 65
