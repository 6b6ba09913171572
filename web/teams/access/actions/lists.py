"""What is written of pages that name several people and are no table: one row a page, with all it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lco.teams.governance import Relationship
from web.audit.actions import record_list
from web.audit.models import AuditEntry
from web.teams.access.sections import care_of
from web.teams.models import Team


@transaction.atomic
def note_list(
    *,
    by: Any,
    name: str,
    people: Iterable[int | None],
    team: Team | None = None,
    relationship: Relationship = Relationship.CASELOAD,
) -> AuditEntry | None:
    """Write that `by` saw the names of `people` together; None when the page names nobody.

    Args:
        by: who looks.
        name: which list, a key of `web.teams.access.looks.LISTS`.
        people: pseudonyms; None for a line about nobody.
        team: the team whose list it is; None for a list of several teams' people.
        relationship: how the team stands to the people.
    """
    named = [who for who in people if who is not None]
    return record_list(by=by, name=name, people=named, **care_of(team, relationship))
