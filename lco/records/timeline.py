"""One person's events in plain words, newest first, for the page of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from lco.store import Store
from lco.store.tables import TABLES
from lco.store.vocabulary import AdmissionMethod, AttendanceKind, PackageKind, Setting


@dataclass(frozen=True)
class Event:
    """Something that happened to a person.

    `kind` is the record table, `title` says what happened in plain words, `code` names the code as
    ``system text``; `ends_before` is null for what has no end or has not ended. `pence` is null but for costs
    and care packages (a week); `is_admitted` says of an attendance that it led to a stay.
    """

    kind: str
    starts_on: date
    ends_before: date | None
    title: str
    code: str | None = None
    pence: int | None = None
    is_admitted: bool = False


def timeline(store: Store, con: Any, person: int) -> tuple[Event, ...]:
    """Return a person's events, newest first; empty when the person is not known.

    Record tables are sorted by person, so each asks for a few row groups alone.
    """
    found: list[tuple[str, Mapping[str, Any]]] = []
    for name in _TITLES:
        table = store.table(con, name)
        rows = table.filter(table.person == person).to_pyarrow().to_pylist()
        found += [(name, row) for row in rows]
    numbers = {row[column] for _, row in found for column in _CODED if row.get(column) is not None}
    names = _names(store, con, numbers)
    events = [_event(name, row, names) for name, row in found]
    return tuple(sorted(events, key=lambda event: (event.starts_on, event.kind, event.title), reverse=True))


_CODED = ("code", "practice", "lsoa", "ward", "unit")


def _names(store: Store, con: Any, numbers: set[int]) -> dict[int, Mapping[str, Any]]:
    if not numbers:
        return {}
    codes = store.codes(con)
    rows = codes.filter(codes.code.isin(sorted(numbers))).to_pyarrow().to_pylist()
    return {row["code"]: row for row in rows}


def _event(name: str, row: Mapping[str, Any], names: Mapping[int, Mapping[str, Any]]) -> Event:
    columns = TABLES[name].columns
    day = next(column for column, about in columns.items() if about.type == "!date")
    code = names.get(row.get("code") or -1)
    return Event(
        kind=name,
        starts_on=row[day],
        ends_before=row.get("ends_before"),
        title=_TITLES[name](row, names),
        code=f"{code['system']} {code['text']}" if code else None,
        pence=row.get("pence", row.get("weekly_pence")),
        is_admitted=bool(row.get("is_admitted")),
    )


def _words(kind: type[IntEnum], number: int) -> str:
    return kind(number).name.lower().replace("_", " ")


def _label(number: int | None, names: Mapping[int, Mapping[str, Any]]) -> str:
    name = names.get(number) if number is not None else None
    return "not recorded" if name is None else str(name["label"] or f"{name['system']} {name['text']}")


Names = Mapping[int, Mapping[str, Any]]


def _admission(row: Mapping[str, Any], names: Names) -> str:
    method = AdmissionMethod(row["method"])
    how = (
        "Admitted to hospital"
        if method is AdmissionMethod.NOT_KNOWN
        else f"{_words(AdmissionMethod, method).capitalize()} admission to hospital"
    )
    return f"{how}: {_label(row['code'], names)}"


def _attendance(row: Mapping[str, Any], names: Names) -> str:  # noqa: ARG001
    outcome = ", admitted" if row["is_admitted"] else ""
    return f"Attended {_words(AttendanceKind, row['kind'])}{outcome}"


def _observation(row: Mapping[str, Any], names: Names) -> str:
    unit = f" {names[row['unit']]['text']}" if row["unit"] in names else ""
    value = "" if row["value"] is None else f": {row['value']:g}{unit}"
    return f"{_label(row['code'], names)}{value}"


def _setting(row: Mapping[str, Any], names: Names) -> str:  # noqa: ARG001
    return f"Contact, {_words(Setting, row['setting'])}"


def _package(row: Mapping[str, Any], names: Names) -> str:  # noqa: ARG001
    return f"Care package, {_words(PackageKind, row['kind'])}"


def _cost(row: Mapping[str, Any], names: Names) -> str:  # noqa: ARG001
    return f"Cost, {_words(Setting, row['setting'])}"


_TITLES: Mapping[str, Callable[[Mapping[str, Any], Names], str]] = {
    "registrations": lambda row, names: f"Registered with practice {_label(row['practice'], names)}",
    "addresses": lambda row, names: f"Lived in ward {_label(row['ward'], names)}",
    "conditions": lambda row, names: f"Condition recorded: {_label(row['code'], names)}",
    "admissions": _admission,
    "attendances": _attendance,
    "contacts": _setting,
    "prescriptions": lambda row, names: f"Prescribed: {_label(row['code'], names)}",
    "care_packages": _package,
    "costs": _cost,
    "observations": _observation,
    "procedures": lambda row, names: f"Procedure: {_label(row['code'], names)}",
    "deaths": lambda row, names: "Died",  # noqa: ARG005
}
