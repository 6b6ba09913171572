"""Partners, the place pack as printed, and the open book of figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.board import queries
from web.board.forms import FiguresFilter, RowsFilter
from web.board.tables import FIGURES, INCONSISTENCIES, PACK, PARTNERS, TOTALS, pack_table
from web.records.facts import meanings
from web.ui import place, tables


def _list(
    request: HttpRequest, template: str, rows: Any, table: tables.Table, permission: str, **context: Any
) -> HttpResponse:
    filters = context.get("filters")
    listing = tables.listing(request, rows, table, filters=filters)
    return page_or_file(request, template, context, listing=listing, permission=permission)


@requires("board.see_place_pack")
@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """List who takes part in decisions, and as what."""
    rows = place.current().partners
    return _list(request, "board/partners.jinja", rows, PARTNERS, "board.see_place_pack")


@requires("board.see_place_pack")
@require_GET
def pack(request: HttpRequest) -> HttpResponse:
    """List the tables of the place pack."""
    context = {"place": place.current(), "disagreements": len(queries.disagreements())}
    return _list(request, "board/pack.jinja", queries.pack_files(), PACK, "board.see_place_pack", **context)


@requires("board.see_place_pack")
@require_GET
def pack_file(request: HttpRequest, stem: str) -> HttpResponse:
    """Show one table of the place pack, each row with its source."""
    file = queries.pack_file(stem)
    if file is None:
        raise Http404
    filters = RowsFilter(request.GET)
    rows = queries.rows_saying(file, **filters.chosen())
    context = {
        "file": file,
        "meanings": meanings(file.row_type),
        "filters": filters,
        "place": place.current(),
    }
    return _list(request, "board/pack_file.jinja", rows, pack_table(file), "board.see_place_pack", **context)


@requires("board.see_place_pack")
@require_GET
def totals(request: HttpRequest) -> HttpResponse:
    """List the printed totals that are others than their parts make."""
    context = {"checked": len(queries.report().totals)}
    return _list(
        request, "board/totals.jinja", queries.disagreements(), TOTALS, "board.see_place_pack", **context
    )


@requires("board.see_place_pack")
@require_GET
def inconsistencies(request: HttpRequest) -> HttpResponse:
    """List what the papers contradict or leave open."""
    rows = queries.inconsistencies()
    return _list(request, "board/inconsistencies.jinja", rows, INCONSISTENCIES, "board.see_place_pack")


@requires("board.see_figures")
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Search the published figures."""
    filters = FiguresFilter(request.GET)
    rows = queries.figures(**filters.chosen())
    return _list(request, "board/figures.jinja", rows, FIGURES, "board.see_figures", filters=filters)


@requires("board.see_figures")
@require_GET
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """Show how a figure came about, down to the files."""
    page = queries.open_book(figure)
    if page is None:
        return render(request, "board/figure_unknown.jinja", {"figure": figure}, status=404)
    return render(request, "board/figure.jinja", {"page": page})
