"""All writes of the audit trail. Rows are added; nothing here changes one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from web.accounts.models import User
from web.audit import request_context
from web.audit.models import Act, AuditEntry, Purpose

# The kind of what was looked at, for several people on one page.
LIST = "list"


@transaction.atomic(savepoint=False)
def record(
    *,
    by: User | None,
    act: Act,
    kind: str = "",
    id: Any = "",
    purpose: str = "",
    detail: str = "",
    ground: str = "",
    basis: str = "",
) -> AuditEntry:
    """Add one row. `by` is None for a command or a stranger; `detail` holds no data of a person.

    `ground` is the relationship by which a person was seen, `basis` the legal ground in words.
    """
    entry = _entry(by, Act(act), kind, id, purpose=purpose, detail=detail, ground=ground, basis=basis)
    entry.save(force_insert=True)
    return entry


@transaction.atomic(savepoint=False)
def record_look(
    *,
    by: User,
    person: Any,
    purpose: str = Purpose.DIRECT_CARE,
    kind: str = "person",
    detail: str = "",
    ground: str = "",
    basis: str = "",
) -> AuditEntry | None:
    """Add the row of a look at a person, once per request however often it is asked for.

    `person` is the pseudonym. Returns None when this request has written the look already.
    """
    context = request_context.current()
    key = (kind, str(person))
    if context and key in context.looked_at:
        return None
    entry = record(
        by=by,
        act=Act.LOOK,
        kind=kind,
        id=person,
        purpose=purpose,
        detail=detail,
        ground=ground,
        basis=basis,
    )
    if context:
        context.looked_at.add(key)
    return entry


@transaction.atomic(savepoint=False)
def record_list(
    *,
    by: User,
    name: str,
    people: Iterable[int],
    purpose: str = Purpose.DIRECT_CARE,
    detail: str = "",
    ground: str = "",
    basis: str = "",
) -> AuditEntry | None:
    """Add the one row of a look at several people on one page; None when the page names nobody.

    `name` says which list it was; `people` are the pseudonyms of all it names. A second list on the same page
    names those whom the first did not.
    """
    context = request_context.current()
    listed = context.listed if context else set()
    seen = sorted(set(people) - listed)
    listed.update(seen)
    if not seen:
        return None
    entry = _entry(by, Act.LOOK, LIST, name, purpose=purpose, detail=detail, ground=ground, basis=basis)
    entry.people = seen
    entry.save(force_insert=True)
    return entry


@transaction.atomic(savepoint=False)
def record_write(*, by: User | None, kind: str, id: Any, detail: str, purpose: str = "") -> AuditEntry:
    """Add the row of a write; called inside the action's own transaction."""
    return record(by=by, act=Act.WRITE, kind=kind, id=id, detail=detail, purpose=purpose)


@transaction.atomic(savepoint=False)
def record_search(*, by: User, kind: str, detail: str, purpose: str = Purpose.DIRECT_CARE) -> AuditEntry:
    """Add the row of a search; `detail` says what was filtered by, never the words searched for."""
    return record(by=by, act=Act.SEARCH, kind=kind, detail=detail, purpose=purpose)


@transaction.atomic(savepoint=False)
def record_export(
    *, by: User, kind: str, detail: str, purpose: str, people: Iterable[int] = (), ground: str = ""
) -> AuditEntry:
    """Add the row of a list taken away; `people` are the pseudonyms of those it names."""
    entry = _entry(by, Act.EXPORT, kind, "", purpose=purpose, detail=detail, ground=ground, basis="")
    entry.people = sorted(set(people)) or None
    entry.save(force_insert=True)
    return entry


def _entry(
    by: User | None, act: Act, kind: str, id: Any, *, purpose: str, detail: str, ground: str, basis: str
) -> AuditEntry:
    context = request_context.current()
    return AuditEntry(
        user=by,
        user_name=by.name if by else "",
        role=by.role if by else "",
        organisation=by.organisation.name if by else "",
        act=act,
        object_kind=kind,
        object_id=str(id),
        purpose=Purpose(purpose) if purpose else "",
        request_id=context.request_id if context else "",
        detail=detail[:500],
        ground=ground[:160],
        basis=basis[:250],
    )
