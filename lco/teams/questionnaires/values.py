"""Values of answers, and how FHIR writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Coding:
    """A coded answer: the same as another when system and code agree; a missing system agrees with any."""

    code: str
    system: str = ""
    display: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """System and code, without the words."""
        return (self.system, self.code)


Value = bool | int | Decimal | date | str | Coding
Answers = Mapping[str, tuple[Value, ...]]
NO_ANSWERS: Answers = {}
# FHIR's integers have 32 bits; a decimal keeps 15 digits on its way through JSON.
LARGEST_INTEGER = 2**31 - 1
DIGITS = 15
LARGEST = 10**DIGITS


def to_fhir(value: Value) -> dict[str, Any]:
    """Return one answer as FHIR writes it: ``{"valueInteger": 7}``."""
    match value:
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case Decimal():
            return {"valueDecimal": float(value)}
        case date():
            return {"valueDate": value.isoformat()}
        case Coding():
            parts = {"system": value.system, "code": value.code, "display": value.display}
            return {"valueCoding": {name: part for name, part in parts.items() if part}}
        case _:
            return {"valueString": value}


def from_fhir(kept: Mapping[str, Any]) -> Value:
    """Return the value of one answer written by `to_fhir`.

    Raises:
        ValueError: when it is no such answer.
    """
    if len(kept) != 1:
        raise ValueError(f"an answer has one value, not {len(kept)}")
    ((name, value),) = kept.items()
    match name:
        case "valueDecimal":
            return Decimal(str(value))
        case "valueDate":
            return date.fromisoformat(value)
        case "valueCoding":
            return Coding(value.get("code", ""), value.get("system", ""), value.get("display", ""))
        case "valueBoolean" | "valueInteger" | "valueString":
            return value  # type: ignore[no-any-return]
    raise ValueError(f"'{name}' is no kind of answer known here")


def kept(answers: Answers) -> dict[str, list[dict[str, Any]]]:
    """Return answers as they are stored: question to its answers as FHIR writes them."""
    return {link_id: [to_fhir(value) for value in values] for link_id, values in answers.items() if values}


def read_kept(stored: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, tuple[Value, ...]]:
    """Return the answers that `kept` wrote."""
    return {link_id: tuple(from_fhir(each) for each in values) for link_id, values in stored.items()}


def same(one: Value, other: Value) -> bool:
    """Say whether two values are the same answer."""
    if isinstance(one, Coding) and isinstance(other, Coding):
        return one.code == other.code and (one.system == other.system or not (one.system and other.system))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other
