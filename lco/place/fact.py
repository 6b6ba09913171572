"""What a row of a place pack is: a frozen dataclass that knows its file, its key and its source.

One module in `lco/place/facts/` declares one file of the pack::

    @dataclass(frozen=True)
    class Neighbourhood(Fact):
        '''A neighbourhood of the place.'''

        FILE = "neighbourhoods.csv"
        KEY = ("id",)
        id: str
        locality: Annotated[str, Ref("localities")]
        population: int | None

A field may be `str`, `int`, `Decimal`, `bool`, `date`, an enumeration of texts, `Literal[...]`, a
`tuple[X, ...]` (in CSV parted by semicolons) or any of these `| None`. A field with a default may be
left out of the file.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from dataclasses import dataclass, field
from typing import Annotated, ClassVar


@dataclass(frozen=True)
class Ref:
    """This field names a row of another file: a key of ``<file>.csv`` or ``<file>.toml``.

    `column` is the column looked up; without it, the other file's only key column.
    """

    file: str
    column: str | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a pack; `line` is the 1-based line of its file and no part of its value."""

    FILE: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ()
    TITLE: ClassVar[str] = ""
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = ()

    line: int = field(default=0, compare=False, repr=False)

    @classmethod
    def stem(cls) -> str:
        """Return the file's name without its ending: the name of the rows in a `Place`."""
        return cls.FILE.rpartition(".")[0]


@dataclass(frozen=True)
class Fact(Row):
    """A row with its source: an id in the pack's ``sources.csv``, and where in that source it stands."""

    source: Annotated[str, Ref("sources")]
    section: str


@functools.cache
def row_types() -> dict[str, type[Row]]:
    """Return the row class of every known pack file, by file name, found by looking in `facts/`.

    Raises:
        TypeError: when two classes claim one file or a class has no key; a mistake in code, not in data.
    """
    from lco.place import facts

    found: dict[str, type[Row]] = {}
    for module_info in sorted(pkgutil.iter_modules(facts.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{facts.__name__}.{module_info.name}")
        for value in vars(module).values():
            if not (isinstance(value, type) and issubclass(value, Row) and "FILE" in vars(value)):
                continue
            if value.__module__ != module.__name__:
                continue
            if value.FILE in found:
                raise TypeError(f"{value.FILE} is declared twice: {found[value.FILE]} and {value}.")
            if not value.KEY:
                raise TypeError(f"{value.__name__} declares no KEY for {value.FILE}.")
            found[value.FILE] = value
    return found
