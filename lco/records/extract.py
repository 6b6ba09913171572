"""What a source hands over: its rows, unchecked, in columns every source shares.

A source module knows its format and nothing of the store; the load knows the store and no format. Between
them stand these declarations. Every extract has the columns

    file        place of the row's file among `files`; left out when there is but one
    fault       number of the reason the source itself found against the row (`reasons.NUMBER`); 0 for none
    person_ref  the source's own id of the person, text or integer; null when missing

and its rows stand in the order of the files. A column ``<column>_given`` says whether the source gave a
text for a column: where it did and the column is null, the value has the wrong type. (To find that in the
same breath as reading would make the engine read every value twice.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ibis.expr.types import BooleanColumn, Value
from ibis.expr.types import Table as Expression


@dataclass(frozen=True)
class Coded:
    """A column of codes to be turned into the integers of the store's dictionary.

    `key` is the column of the extract that tells one code from another. `names` is given a table of the
    distinct keys with the columns `describe` of the first row of each, and returns the key with ``system``,
    ``text`` and ``label``.
    """

    column: str
    key: str
    names: Callable[[Expression], Expression]
    describe: tuple[str, ...] = ()
    is_required: bool = True


@dataclass(frozen=True)
class Target:
    """A record table the rows go to: which rows (all when None), and their columns without ``person``."""

    table: str
    columns: Callable[[Expression], Mapping[str, Value]]
    where: Callable[[Expression], BooleanColumn] | None = None


@dataclass(frozen=True)
class EventExtract:
    """Rows about people: besides the shared columns ``own_id`` (the row's own id, null when it has none),
    ``starts_on`` and, where there is an end, ``ends_on`` (not before the start).

    `carry` names the columns `targets` use. `may_outlive` is true where rows after a death are right.
    `is_numbered` is true where the rows carry ``rid``, their number from 0, and are cheap to read again:
    then they are not held first.
    """

    table: str
    rows: Expression
    files: tuple[str, ...]
    targets: tuple[Target, ...]
    carry: tuple[str, ...] = ()
    coded: tuple[Coded, ...] = ()
    may_outlive: bool = False
    is_period_of_person: bool = False
    is_numbered: bool = False


@dataclass(frozen=True)
class PeopleExtract:
    """Rows that are people: besides the shared columns those of `PEOPLE_COLUMNS`."""

    table: str
    rows: Expression
    files: tuple[str, ...]


PEOPLE_COLUMNS: Mapping[str, str] = {
    "nhs_text": "string",
    "given_name": "string",
    "family_name": "string",
    "born_on": "date",
    "sex": "int8",
    "ethnicity": "int8",
    "died_on": "date",
    "address": "string",
    "postcode": "string",
    "lsoa": "string",
    "ward": "string",
    "lives_from": "date",
    "practice": "string",
    "registered_from": "date",
    "is_synthetic": "boolean",
}


@dataclass(frozen=True)
class Place:
    """Where a row stands in its source: the file's name, its line or else its row, both from 1."""

    file: str
    line: int | None
    row: int | None


# Given the path of a file and rows of it (from 0, rising) with the number of the reason against each, say
# where each stands and, having looked at the text again, the reason that fits best.
Locate = Callable[[str, Iterator[tuple[int, int]]], Iterator[tuple[Place, int]]]


@dataclass(frozen=True)
class Extraction:
    """All a source found: people, events, where its rows stand, and what it left unread, by name.

    `line_files` are the paths whose rows are their lines that are not blank: these are counted a second
    time without the engine, so that no row is lost unseen.
    """

    people: PeopleExtract | None
    events: tuple[EventExtract, ...]
    locate: Locate
    unused: Mapping[str, int] = field(default_factory=dict)
    line_files: tuple[str, ...] = ()
    has_pseudonyms: bool = False
