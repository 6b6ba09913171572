"""The compact form of Thrift in which a Parquet file keeps its footer, read and written without a schema.

A struct is a list of fields (id, type, value), a list is (type of the elements, elements), an integer
an int. Only what Parquet footers use is known here: lists of flags are not.
Source: Apache Thrift, "Thrift compact protocol".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, _MAP, STRUCT = range(1, 13)

Field = tuple[int, int, Any]
Struct = list[Field]


@dataclass
class Reader:
    """Reads one struct after the other from `data`."""

    data: bytes
    at: int = 0

    def byte(self) -> int:
        """Return the next byte."""
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        """Return an unsigned number of any length."""
        result = shift = 0
        while True:
            byte = self.byte()
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result
            shift += 7

    def zigzag(self) -> int:
        """Return a signed number."""
        number = self.varint()
        return (number >> 1) ^ -(number & 1)

    def struct(self) -> Struct:
        """Return the fields of a struct."""
        fields: Struct = []
        last = 0
        while (head := self.byte()) != 0:
            last = last + (head >> 4) if head >> 4 else self.zigzag()
            kind = head & 0x0F
            fields.append((last, kind, self.value(kind)))
        return fields

    def value(self, kind: int) -> Any:
        """Return a value of a type."""
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind in (I16, I32, I64):
            return self.zigzag()
        if kind == STRUCT:
            return self.struct()
        if kind in (LIST, SET):
            return self._list()
        length = self.varint() if kind == BINARY else {BYTE: 1, DOUBLE: 8}[kind]
        self.at += length
        return self.data[self.at - length : self.at]

    def _list(self) -> tuple[int, list[Any]]:
        head = self.byte()
        count = head >> 4 if head >> 4 != 15 else self.varint()
        kind = head & 0x0F
        return kind, [self.value(kind) for _ in range(count)]


def varint(number: int) -> bytes:
    """Return an unsigned number as bytes."""
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number: int) -> bytes:
    """Return a signed number as bytes."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def struct(fields: Struct) -> bytes:
    """Return a struct as bytes."""
    out = bytearray()
    last = 0
    for number, kind, value in fields:
        is_flag = kind in (TRUE, FALSE)
        written = (TRUE if value else FALSE) if is_flag else kind
        step = number - last
        out += bytes([step << 4 | written]) if 0 < step <= 15 else bytes([written]) + zigzag(number)
        out += b"" if is_flag else _value(kind, value)
        last = number
    return bytes(out) + b"\0"


def _value(kind: int, value: Any) -> bytes:
    if kind in (I16, I32, I64):
        return zigzag(value)
    if kind == STRUCT:
        return struct(value)
    if kind in (LIST, SET):
        return _list(*value)
    return varint(len(value)) + bytes(value) if kind == BINARY else bytes(value)


def _list(kind: int, values: list[Any]) -> bytes:
    count = len(values)
    head = bytes([count << 4 | kind]) if count < 15 else bytes([0xF0 | kind]) + varint(count)
    return head + b"".join(_value(kind, value) for value in values)
