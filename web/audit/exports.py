"""A list as page or as file. A file is a list taken away: it takes a purpose and leaves a row of audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from web.audit import actions, beyond_care
from web.audit.models import Purpose
from web.ui import files
from web.ui.tables import Listing


def page_or_file(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    listing: Listing,
    permission: str,
    ground: str = "",
    basis: str = "",
) -> HttpResponse:
    """Show the page, or give the list as CSV or XLSX when the address asks for ``export``.

    Whom a list names, those on the page or all of the file, stand in the row of the trail, with `ground`, the
    relationship they are seen by, and `basis`, the legal ground.

    `context` gains ``listing``, ``can_export`` and ``purposes`` for ``list_table``. Whoever lacks
    `permission` gets page 403 instead of the file; a purpose nobody knows is page 400.
    """
    can_export = request.user.has_perm(permission)
    if not listing.export:
        people = listing.people(listing.page)
        actions.record_list(
            by=request.user, name=listing.table.name, people=people, ground=ground, basis=basis
        )
        shown = {"listing": listing, "can_export": can_export, "purposes": Purpose.choices}
        return render(request, template, {**context, **shown})
    if not can_export:
        raise PermissionDenied(permission)
    return _file(request, listing, ground)


def _file(request: HttpRequest, listing: Listing, ground: str) -> HttpResponse:
    purpose = request.GET.get("purpose", "")
    if purpose not in Purpose.values or listing.export not in files.WRITERS:
        raise BadRequest("An export takes a known purpose and a known kind of file.")
    said = [f"{label}: {words}" for label, words in listing.described]
    whole, listing = listing.count, replace(listing, everything=beyond_care.kept(listing.everything, purpose))
    if _rows(listing) != whole:
        said.append(beyond_care.SAID)
    chosen = "; ".join(said) or "none"
    # The trail keeps which fields were filtered by, not the words: they may name a person.
    fields = ", ".join(label for label, _ in listing.described) or "none"
    actions.record_export(
        by=request.user,
        kind=listing.table.name,
        purpose=purpose,
        detail=f"{_rows(listing)} rows as {listing.export}, filtered by: {fields}",
        people=listing.people(_each(listing)),
        ground=ground,
    )
    head = files.Head(
        title=listing.caption,
        filter=chosen,
        at=timezone.now(),
        user=request.user.name,
        purpose=str(Purpose(purpose).label),
    )
    return files.response(listing, head)


def _each(listing: Listing) -> Iterable[Any]:
    if listing.table.person is None:
        return ()
    rows = listing.everything
    return rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else rows


def _rows(listing: Listing) -> int:
    rows = listing.everything
    return rows.count() if isinstance(rows, QuerySet) else len(rows)
