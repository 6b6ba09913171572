"""The feature table and the two scores as somebody would compute them with pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import parquet

from lco.cli.benches.population.peer import codes_of
from lco.cli.benches.population.places import INDEX_ON, records_of
from lco.store import open_store

_SETTINGS = {1: "gp_contacts", 3: "outpatient_contacts", 2: "community_contacts", 4: "mental_health_contacts"}
_HOSPITAL = [3, 6, 7]


def features(store: str, out: str, share: int) -> Callable[[], object]:
    """Return the computing of the use of care and the illnesses of one person in `share`.

    Residence, deprivation and the points of the scores are left out, which is to the good of pandas.
    """
    folder = next(iter(sorted(open_store(Path(store)).layout.batches.iterdir())))
    codes = codes_of(records_of(store)).to_pandas()
    people = parquet.read_table(folder / "people.parquet", columns=["person"])["person"].to_pandas()
    last = int(people.quantile(1 / share))

    def work() -> None:
        def read(name: str) -> pd.DataFrame:
            return pd.read_parquet(folder / f"{name}.parquet", filters=[("person", "<=", last)])

        found = read("people").groupby("person").agg({"born_on": "min", "sex": "max", "ethnicity": "max"})
        for part in (_stays, _attendances, _contacts, _medicines, _costs):
            found = found.join(part(read), how="left")
        found = found.join(_illnesses(read, codes), how="left")
        found.fillna(0).reset_index().to_parquet(out, compression="zstd")

    return work


Read = Callable[[str], pd.DataFrame]


def _day(days: int) -> date:
    return INDEX_ON - timedelta(days=days)


def _counts(rows: pd.DataFrame, which: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame({name: rows[kept].groupby("person").size() for name, kept in which.items()})


def _stays(read: Read) -> pd.DataFrame:
    rows = read("admissions")
    rows = rows[rows.starts_on < INDEX_ON]
    is_emergency, on = rows.method == 2, rows.starts_on
    found = _counts(
        rows,
        {
            "emergency_admissions_0_90": is_emergency & (on >= _day(90)),
            "emergency_admissions_91_365": is_emergency & (on >= _day(365)) & (on < _day(90)),
            "emergency_admissions_366_730": is_emergency & (on >= _day(730)) & (on < _day(365)),
            "elective_admissions": (rows.method == 1) & (on >= _day(365)),
        },
    )
    ends = pd.to_datetime(rows.ends_before.fillna(INDEX_ON)).clip(upper=pd.Timestamp(INDEX_ON))
    begins = pd.to_datetime(on).clip(lower=pd.Timestamp(_day(365)))
    nights = (ends - begins).dt.days.clip(lower=0)
    found["bed_days"] = nights.groupby(rows.person).sum()
    found["emergency_bed_days"] = nights[is_emergency].groupby(rows.person[is_emergency]).sum()
    return found


def _attendances(read: Read) -> pd.DataFrame:
    rows = read("attendances")
    on = rows.attended_on
    return _counts(
        rows,
        {
            "attendances_0_90": (on >= _day(90)) & (on < INDEX_ON),
            "attendances": (on >= _day(365)) & (on < INDEX_ON),
            "attendances_366_730": (on >= _day(730)) & (on < _day(365)),
        },
    )


def _contacts(read: Read) -> pd.DataFrame:
    rows = read("contacts")
    rows = rows[(rows.contacted_on >= _day(365)) & (rows.contacted_on < INDEX_ON)]
    found = _counts(rows, {name: rows.setting == setting for setting, name in _SETTINGS.items()})
    found["contacts"] = rows.groupby("person").size()
    return found


def _medicines(read: Read) -> pd.DataFrame:
    rows = read("prescriptions")
    rows = rows[(rows.prescribed_on >= _day(365)) & (rows.prescribed_on < INDEX_ON)]
    late = rows[rows.prescribed_on >= _day(90)]
    return pd.DataFrame(
        {
            "medicines": rows.groupby("person").code.nunique(),
            "medicines_0_90": late.groupby("person").code.nunique(),
            "items": rows.groupby("person")["items"].sum(),
        }
    )


def _costs(read: Read) -> pd.DataFrame:
    rows = read("costs")
    recent = rows[(rows.incurred_on >= _day(365)) & (rows.incurred_on < INDEX_ON)]
    former = rows[(rows.incurred_on >= _day(730)) & (rows.incurred_on < _day(365))]
    return pd.DataFrame(
        {
            "cost_pence": recent.groupby("person").pence.sum(),
            "hospital_cost_pence": recent[recent.setting.isin(_HOSPITAL)].groupby("person").pence.sum(),
            "cost_pence_366_730": former.groupby("person").pence.sum(),
        }
    )


def _illnesses(read: Read, codes: pd.DataFrame) -> pd.DataFrame:
    """Return the groups of each list everybody has: pandas has no bitwise sum, so each bit is a column."""
    rows = read("conditions")
    rows = rows[rows.starts_on < INDEX_ON][["person", "code"]].drop_duplicates()
    coded = rows.merge(codes[["code", "charlson", "elixhauser", "illnesses"]], on="code")
    bits = {
        f"{name}_{bit}": (coded[name].to_numpy() >> bit & 1).astype("int8")
        for name, most in (("charlson", 17), ("elixhauser", 31), ("illnesses", 45))
        for bit in range(most)
    }
    return pd.DataFrame(bits).groupby(coded.person.to_numpy()).max()
