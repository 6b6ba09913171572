"""The chain of seals, without a database: what is sealed, and where a chain breaks first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

Values = tuple[Any, ...]
Kind = Literal["changed", "removed", "reordered", "seal_missing", "cut", "rewritten"]
START = "0" * 64
WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "changed": "was changed after it was sealed",
        "removed": "was removed after it was sealed",
        "reordered": "stands in another place than the one it was sealed in",
        "seal_missing": "has lost its seal",
        "cut": "is the last one known, and the trail now ends before it",
        "rewritten": "was sealed anew: its seal is not the one that was printed",
    }
)


@dataclass(frozen=True)
class Sealed:
    """One seal and the row it seals; `values` is None when the row is gone."""

    number: int
    entry: int
    digest: str
    values: Values | None


@dataclass(frozen=True)
class Head:
    """The last seal at some time: kept elsewhere, it proves later that nothing before it was cut off."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read ``number:digest``.

        Raises:
            ValueError: when it is not a number, a colon and 64 hexadecimal digits.
        """
        number, _, digest = text.strip().partition(":")
        if not number.isdecimal() or len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"'{text[:80]}' is no head: give number:digest as 'lco audit head' prints it.")
        return cls(int(number), digest)


@dataclass(frozen=True)
class Fault:
    """The first place where the chain breaks. `entry` is the id of the row, 0 when it is not known."""

    kind: Kind
    number: int
    entry: int = 0

    def __str__(self) -> str:
        row = f"Row {self.entry} (seal {self.number})" if self.entry else f"The row of seal {self.number}"
        return f"{row} {WORDS[self.kind]}."


@dataclass(frozen=True)
class Outcome:
    """What a walk along the chain found: how many seals hold, the head they lead to, the first fault."""

    sealed: int
    head: Head
    fault: Fault | None = None


def seal_of(former: str, values: Values) -> str:
    """Return the digest of the seal before and of a row, in hexadecimal digits."""
    return hashlib.sha256(f"{former}\n{canonical(values)}".encode()).hexdigest()


def canonical(values: Values) -> str:
    """Return a row as one text: the same for the same row, wherever and whenever it is written.

    What rows came to hold later stands last, and is left out of the text of a row that holds none: the seals
    of rows that are older than the column stay true.
    """
    plain = [_plain(each) for each in values]
    while plain and plain[-1] is None:
        plain.pop()
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def walk(
    sealed: Callable[[], Iterable[Sealed]], *, heads: Iterable[Head] = (), former: Head | None = None
) -> Outcome:
    """Follow the chain from its start, or from the seal after `former`, to its end or its first fault.

    Args:
        sealed: gives the seals by number with their rows, each time from the start of the walk.
        heads: seals printed before: the chain has to pass through each of them.
        former: the seal the walk begins after.
    """
    known = {head.number: head.digest for head in heads}
    last, count = former or Head(0, START), 0
    for each in sealed():
        fault = _fault(each, last, sealed)
        if fault is None and known.pop(each.number, each.digest) != each.digest:
            fault = Fault("rewritten", each.number, each.entry)
        if fault:
            return Outcome(count, last, fault)
        last, count = Head(each.number, each.digest), count + 1
    beyond = [number for number in known if number > last.number]
    return Outcome(count, last, Fault("cut", min(beyond)) if beyond else None)


def _fault(each: Sealed, last: Head, sealed: Callable[[], Iterable[Sealed]]) -> Fault | None:
    if each.number != last.number + 1:
        return Fault("seal_missing", last.number + 1)
    if each.values is None:
        return Fault("removed", each.number, each.entry)
    if seal_of(last.digest, each.values) == each.digest:
        return None
    # Only now, at a fault, the whole is read again: the row may stand in another place.
    stands_elsewhere = any(
        other.number != each.number and _was_this(other, each, last) for other in sealed() if other.values
    )
    return Fault("reordered" if stands_elsewhere else "changed", each.number, each.entry)


def _was_this(other: Sealed, each: Sealed, last: Head) -> bool:
    values = other.values or ()
    as_it_stands, under_its_id = values, (each.entry, *values[1:])
    return each.digest in {seal_of(last.digest, as_it_stands), seal_of(last.digest, under_its_id)}
