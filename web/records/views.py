"""What came in: loads with their files, and the quality of the records."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.records import queries
from web.records.forms import QualityFilter
from web.records.tables import LOADS, QUALITY, ROWS
from web.ui import tables


@requires("records.see_loads")
@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """List the loads of records."""
    listing = tables.listing(request, queries.batches(), LOADS)
    return page_or_file(request, "records/sources.jinja", {}, listing=listing, permission="records.see_loads")


@requires("records.see_loads")
@require_GET
def source(request: HttpRequest, name: str) -> HttpResponse:
    """Show one load: its files with their checksums, and what became of every row."""
    batch = queries.batch(name)
    if batch is None:
        raise Http404
    listing = tables.listing(request, [each for each in queries.loaded() if each.batch == batch], ROWS)
    return page_or_file(
        request, "records/source.jinja", {"batch": batch}, listing=listing, permission="records.see_loads"
    )


@requires("records.see_quality")
@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """Show how far the records can be relied on, and why rows could not be used."""
    filters = QualityFilter(request.GET)
    listing = tables.listing(request, filters.narrowed(queries.checks()), QUALITY, filters=filters)
    context = {
        "filters": filters,
        "quarantined": queries.quarantined(),
        "rows_loaded": queries.rows_loaded(),
        "quality": queries.quality_headlines(),
        "rows": queries.row_figures(),
        "batches": queries.batches(),
    }
    return page_or_file(
        request, "records/quality.jinja", context, listing=listing, permission="records.see_quality"
    )
