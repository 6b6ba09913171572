"""All reads of seals: the chain as it stands, its head, what is not sealed yet, and who could change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from web.audit.chain import START, Fault, Head, Outcome, Sealed, Values, walk
from web.audit.models import AuditEntry, Seal

# What of a row is sealed, in this order; the id comes first.
FIELDS = (
    "id",
    "at",
    "user_id",
    "user_name",
    "role",
    "organisation",
    "act",
    "object_kind",
    "object_id",
    "purpose",
    "request_id",
    "detail",
    "ground",
    "basis",
    "people",
)
_TABLES = (AuditEntry._meta.db_table, Seal._meta.db_table)
_CHUNK = 5_000
RECENT = 10_000


@dataclass(frozen=True)
class Tail:
    """Rows not sealed yet: how many, and since when the oldest waits (None when there is none)."""

    rows: int
    oldest_at: datetime | None


@dataclass(frozen=True)
class Writer:
    """The role of the database that was looked at, and what it could do to the trail beside adding rows."""

    name: str
    may: tuple[str, ...]


@dataclass(frozen=True)
class Verified:
    """What was found of the whole trail; `pages` is the role the pages sign in with, None when not told."""

    outcome: Outcome
    tail: Tail
    writers: tuple[Writer, ...]
    pages: str | None = None

    @property
    def fault(self) -> Fault | None:
        """The first place where the chain breaks, or None."""
        return self.outcome.fault

    @property
    def pages_may(self) -> tuple[str, ...]:
        """What the role of the pages could do to the trail beside adding rows; empty is as it should be."""
        return next((writer.may for writer in self.writers if writer.name == self.pages), ())


def head() -> Head:
    """Return the last seal; number 0 before the first."""
    last = Seal.objects.order_by("-number").first()
    return Head(last.number, last.digest) if last else Head(0, START)


def unsealed(*, after: int = 0) -> QuerySet[AuditEntry]:
    """Return the rows with an id above `after` that have no seal, by id."""
    seal = Seal.objects.filter(entry=OuterRef("pk"))
    return AuditEntry.objects.filter(~Exists(seal), pk__gt=after).order_by("pk")


def tail() -> Tail:
    """Return how much is not sealed yet."""
    waiting = unsealed()
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    return Tail(waiting.count(), oldest)


def recent_tail() -> Tail:
    """Return how much of the last rows is not sealed yet: quick, however long the trail is."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    waiting = unsealed(after=max(0, last - RECENT))
    return Tail(waiting.count(), waiting.order_by("at").values_list("at", flat=True).first())


def values_of(entries: QuerySet[AuditEntry]) -> Iterable[Values]:
    """Return what of the rows is sealed."""
    return entries.values_list(*FIELDS)


def chain() -> Iterator[Sealed]:
    """Yield every seal with its row, in the order of sealing, a few thousand at a time."""
    number = 0
    while seals := list(Seal.objects.filter(number__gt=number).order_by("number")[:_CHUNK]):
        rows = {
            values[0]: values
            for values in values_of(AuditEntry.objects.filter(pk__in=[seal.entry for seal in seals]))
        }
        for seal in seals:
            yield Sealed(seal.number, seal.entry, seal.digest, rows.get(seal.entry))
        number = seals[-1].number


def verify(heads: Iterable[Head] = (), *, pages: str | None = None) -> Verified:
    """Walk along the whole chain, in one view of the database, and report its first fault.

    `pages` names the role the pages sign in with, to say whether it can do more than add rows.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if len(connection.atomic_blocks) == 1:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return Verified(walk(chain, heads=heads), tail(), writers(), pages)


def writers() -> tuple[Writer, ...]:
    """Return the roles that sign in and may add rows to the trail, and what else each may do to it."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, {"entries": _TABLES[0], "seals": _TABLES[1]})
        return tuple(Writer(name, tuple(may)) for name, may in cursor.fetchall())


_WRITERS = """
    SELECT rolname, array_remove(ARRAY[
        CASE WHEN has_table_privilege(rolname, %(entries)s, 'UPDATE') THEN 'change rows' END,
        CASE WHEN has_table_privilege(rolname, %(entries)s, 'DELETE') THEN 'remove rows' END,
        CASE WHEN has_table_privilege(rolname, %(entries)s, 'TRUNCATE') THEN 'empty the trail' END,
        CASE WHEN has_table_privilege(rolname, %(seals)s, 'INSERT, UPDATE, DELETE') THEN 'write seals' END,
        CASE WHEN pg_has_role(rolname, relowner, 'MEMBER') THEN 'drop what guards the trail' END
    ], NULL)
    FROM pg_roles, pg_class
    WHERE pg_class.oid = %(entries)s::regclass AND rolcanlogin
        AND has_table_privilege(rolname, %(entries)s, 'INSERT')
    ORDER BY rolname
"""
