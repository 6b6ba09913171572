"""From a raw cell to a typed value, as the field of the fact dataclass says."""

from __future__ import annotations

import functools
import re
import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from lco.place.fact import Ref, Row

_INTEGER = re.compile(r"-?\d+", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class CellRefused(ValueError):
    """A cell that does not hold what its column must hold; the message says what it must hold."""


@dataclass(frozen=True)
class Column:
    """One column of a pack file: how its cells are read and what they may refer to."""

    name: str
    read: Callable[[Any], Any]
    is_optional: bool
    is_list: bool
    has_default: bool
    ref: Ref | None


_COLUMNS: dict[type[Row], dict[str, Column]] = {}


def columns_of(row_type: type[Row]) -> dict[str, Column]:
    """Return the columns a pack file of this row type may have, by name.

    Raises:
        TypeError: when a field has a type no cell can hold; a mistake in code, not in data.
    """
    if row_type not in _COLUMNS:
        _COLUMNS[row_type] = _columns(row_type)
    return _COLUMNS[row_type]


def _columns(row_type: type[Row]) -> dict[str, Column]:
    hints = get_type_hints(row_type, include_extras=True)
    found = {}
    for item in fields(row_type):
        if item.name == "line":
            continue
        is_optional, hint, ref = _unwrapped(hints[item.name])
        is_list = get_origin(hint) is tuple
        if is_list:
            _, hint, inner = _unwrapped(get_args(hint)[0])
            ref = ref or inner
        has_default = item.default is not MISSING or item.default_factory is not MISSING
        found[item.name] = Column(item.name, _reader(hint, item.name), is_optional, is_list, has_default, ref)
    return found


def value_of(column: Column, raw: Any) -> Any:
    """Return the typed value of a cell that is not empty.

    Raises:
        CellRefused: when the cell holds something else.
    """
    if not column.is_list:
        return column.read(raw)
    if isinstance(raw, str):
        return tuple(column.read(part.strip()) for part in raw.split(";") if part.strip())
    if isinstance(raw, list):
        return tuple(column.read(part) for part in raw)
    raise CellRefused("a list")


def _unwrapped(hint: Any) -> tuple[bool, Any, Ref | None]:
    """Strip ``| None`` and `Annotated` from a type; say what was stripped."""
    is_optional, ref = False, None
    while True:
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            ref = next((note for note in notes if isinstance(note, Ref)), ref)
        elif get_origin(hint) in (Union, types.UnionType):
            is_optional = True
            (hint,) = (part for part in get_args(hint) if part is not types.NoneType)
        else:
            return is_optional, hint, ref


def _reader(hint: Any, name: str) -> Callable[[Any], Any]:
    if get_origin(hint) is Literal:
        return functools.partial(_one_of, allowed={str(value): value for value in get_args(hint)})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return functools.partial(_one_of, allowed={str(member.value): member for member in hint})
    if hint not in _READERS:
        raise TypeError(f"Column '{name}' has type {hint}, which no cell of a pack can hold.")
    return _READERS[hint]


def _one_of(raw: Any, *, allowed: dict[str, Any]) -> Any:
    if str(raw) not in allowed:
        raise CellRefused("one of " + ", ".join(allowed))
    return allowed[str(raw)]


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise CellRefused("text")
    if raw != raw.strip():
        raise CellRefused("text without spaces around it")
    return raw


def _integer(raw: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and len(raw) <= 18 and _INTEGER.fullmatch(raw):
        return int(raw)
    raise CellRefused("a whole number without thousands separators")


def _decimal(raw: Any) -> Decimal:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        value = Decimal(raw)
        if value.is_finite():
            return value
    if isinstance(raw, str) and len(raw) <= 30 and _DECIMAL.fullmatch(raw):
        return Decimal(raw)
    raise CellRefused("a number without thousands separators")


def _boolean(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("true", "yes"):
        return True
    if raw in ("false", "no"):
        return False
    raise CellRefused("true or false")


def _date(raw: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise CellRefused("a date like 2018-04-01")


_READERS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _integer,
    Decimal: _decimal,
    bool: _boolean,
    date: _date,
}
