"""Operations on bits that Ibis lacks or renders wrongly on one of the engines."""

from __future__ import annotations

from typing import Any

import ibis


def _bit_or(mask: int) -> int:
    raise NotImplementedError("bit_or runs in the engine, never in Python")


_BIT_OR: Any = ibis.udf.agg.builtin(_bit_or, name="bit_or", signature=(("int64",), "int64"))


def bit_or(mask: ibis.Value) -> Any:
    """Return every bit set in any value of a group: a builtin aggregate of both engines.

    Ibis's own ``.bit_or()`` is rendered wrongly on Spark.
    """
    return _BIT_OR(mask)


def _bit_count(mask: int) -> int:
    raise NotImplementedError("bit_count runs in the engine, never in Python")


_BIT_COUNT: Any = ibis.udf.scalar.builtin(_bit_count, name="bit_count", signature=(("int64",), "int8"))


def bit_count(mask: ibis.Value) -> Any:
    """Return how many bits of a mask are set, an int32: one operation where a sum takes dozens."""
    return _BIT_COUNT(mask).cast("int32")
