"""The gap, the savings, the activity shifts, and figures stated in running text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from web.accounts.access import requires
from web.audit.exports import page_or_file
from web.finance import charts, queries
from web.finance.forms import ClaimsFilter
from web.finance.tables import CLAIMS, DERIVED, HELD, SHIFTS, savings_columns
from web.outcomes.grids import grid
from web.ui import tables

PERMISSION = "finance.see_gap"
_GAP_CAUTIONS = (
    "gap_mixes_stock_and_flow",
    "base_of_two_per_cent",
    "city_gap_unverifiable",
    "further_savings_gross",
)
_SAVING_CAUTIONS = (
    "savings_profile",
    "attendances_without_cash",
    "five_years_four_savings_years",
    "assessments_not_packages",
)
_SHIFT_CAUTIONS = (
    "activity_adds_unlike",
    "activity_units_mislabelled",
    "activity_basis",
    "activity_without_cash",
    "assessments_not_packages",
)


@requires(PERMISSION)
@require_GET
def gap(request: HttpRequest) -> HttpResponse:
    """Show the gap and how it closes, as printed and as computed."""
    found, figures = queries.gap(), queries.figures()
    context = {
        "gap": found,
        "chart": charts.gap_chart(found, figures) if found else None,
        "computed": figures.get("finance/gap/computed_remaining"),
        "difference": figures.get("finance/gap/difference"),
        "held": grid("Totals the gap is part of", HELD, queries.checked("gap")),
        "derived": grid("What follows from the gap, not printed", DERIVED, queries.derived("gap")),
        "cautions": queries.cautions(*_GAP_CAUTIONS),
    }
    return render(request, "finance/gap.jinja", context)


@requires(PERMISSION)
@require_GET
def savings(request: HttpRequest) -> HttpResponse:
    """Show the savings by benefit and year, every total beside the sum of its parts."""
    rows, years = queries.savings(), queries.saving_years()
    context = {
        "rows": rows,
        "sums": [position for position, row in enumerate(rows) if row.is_sum],
        "years": years,
        "grid": grid("Cash released by benefit, £ thousand", savings_columns(years), rows),
        "charts": [charts.benefit_chart(rows), charts.year_chart(rows, years)] if rows else [],
        "held": grid("Every printed total beside its parts", HELD, queries.checked("savings")),
        "apart": grid("Printed totals that differ from their parts", HELD, queries.apart("savings")),
        "derived": grid("What follows from the savings, not printed", DERIVED, queries.derived("savings")),
        "cautions": queries.cautions(*_SAVING_CAUTIONS),
    }
    return render(request, "finance/savings.jinja", context)


@requires(PERMISSION)
@require_GET
def shifts(request: HttpRequest) -> HttpResponse:
    """List the activity shifts, each in its own unit, and say why there is no total."""
    listing = tables.listing(request, queries.shifts(), SHIFTS)
    context = {
        "unlike": [held for held in queries.held("shifts") if held.units],
        "cautions": queries.cautions(*_SHIFT_CAUTIONS),
    }
    return page_or_file(request, "finance/shifts.jinja", context, listing=listing, permission=PERMISSION)


@requires(PERMISSION)
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """List the figures stated in running text, beside what the tables make of them."""
    filters = ClaimsFilter(request.GET)
    listing = tables.listing(request, queries.claims(**filters.chosen()), CLAIMS, filters=filters)
    return page_or_file(
        request, "finance/claims.jinja", {"filters": filters}, listing=listing, permission=PERMISSION
    )
