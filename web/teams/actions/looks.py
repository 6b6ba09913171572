"""What is written of looks at people and of searches for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from web.audit.actions import record, record_look, record_search
from web.audit.models import Act
from web.population.models import Listing


@transaction.atomic
def note_look(*, by: Any, listing: Listing) -> None:
    """Write that `by` looked at a person of the own team: one row a request."""
    record_look(by=by, person=listing.person_id, detail=f"member of the team of {listing.neighbourhood}")


@transaction.atomic
def note_refused_look(*, by: Any, pseudonym: int) -> None:
    """Write that `by` asked for a person of no team of theirs, or for nobody: the row does not say which."""
    record(by=by, act=Act.REFUSED, kind="person", id=pseudonym, detail="no team of theirs looks after them")


@transaction.atomic
def note_search(*, by: Any) -> None:
    """Write that `by` searched the people of the own teams; the words searched for are not kept."""
    record_search(by=by, kind="people", detail="by name or NHS number")
