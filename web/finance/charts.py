"""Charts of the finance pages: the gap as a waterfall, the savings by benefit and by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lco.finance.gap import Gap
from lco.store.figures import Figure
from web.finance.queries import SavingRow
from web.outcomes.grids import linked
from web.ui import charts, formats
from web.ui.charts import Bar, Chart
from web.ui.words import phrase


def gap_chart(gap: Gap, figures: Mapping[str, Figure]) -> Chart:
    """Return the waterfall from the whole gap, step by step, to what remains."""
    rows = [(bar.row, bar.after.value) for bar in gap.bars]
    rows += [(gap.end, gap.remaining.value)] if gap.end else []
    return Chart(
        id="gap",
        title="The gap and how it closes, thousands of pounds",
        sentence=_in_words(gap),
        spec=charts.bars(_waterfall(gap), unit="£ thousand"),
        heads=("Step", "As printed", "Left after it, computed"),
        rows=tuple(
            (row.title, linked(figures.get(f"finance/gap/{row.id}")), formats.thousands(left))
            for row, left in rows
        ),
        note=f"Full-year position, {gap.bars[0].row.year}. A step begins where the one before it ended.",
    )


def _waterfall(gap: Gap) -> list[Bar]:
    starts = (0.0, *(float(bar.after.value) for bar in gap.bars))
    steps = [
        Bar(
            bar.row.title,
            float(bar.after.value),
            formats.number(bar.change.value),
            start=start,
            tone="down" if bar.change.value < 0 else "up",
        )
        for bar, start in zip(gap.bars, starts, strict=False)
    ]
    if gap.end:
        end = float(gap.end.thousands)
        steps.append(Bar(gap.end.title, end, formats.number(end), tone="end"))
    return steps


def benefit_chart(rows: Sequence[SavingRow]) -> Chart:
    """Return the savings of all years together by benefit, the greatest first."""
    benefits = sorted((row for row in rows if not row.is_sum), key=lambda row: -_value(row.printed))
    bars = [Bar(row.title, _value(row.printed), formats.number(_value(row.printed))) for row in benefits]
    most, least = benefits[0], benefits[-1]
    return Chart(
        id="savings-by-benefit",
        title="Gross savings by benefit, all years together as printed, thousands of pounds",
        sentence=(
            f"Most from {most.title.lower()} ({formats.thousands(_value(most.printed))}), least from "
            f"{_lower(least.title)} ({formats.thousands(_value(least.printed))})."
        ),
        spec=charts.bars(bars, unit="£ thousand"),
        heads=("Benefit", "As printed"),
        rows=tuple((row.title, linked(row.printed)) for row in benefits),
    )


def year_chart(rows: Sequence[SavingRow], years: Sequence[str]) -> Chart | None:
    """Return gross savings by year; None where the papers print no such sum."""
    sums = {row.id: row for row in rows if row.is_sum}
    if "gross" not in sums:
        return None
    gross = sums["gross"]
    bars = [
        Bar(year, _value(gross.years.get(year)), formats.number(_value(gross.years.get(year))))
        for year in years
    ]
    shown = [sums[name] for name in ("gross", "reinvestment", "net") if name in sums]
    return Chart(
        id="savings-by-year",
        title="Gross savings by year, thousands of pounds",
        sentence=(
            f"{formats.thousands(_value(gross.years.get(years[0])))} in {years[0]}, "
            f"{formats.thousands(_value(gross.years.get(years[-1])))} in {years[-1]}."
        ),
        spec=charts.columns(bars, unit="£ thousand"),
        heads=("Year", *(row.title for row in shown)),
        rows=tuple((year, *(linked(row.years.get(year)) for row in shown)) for year in years),
    )


def _in_words(gap: Gap) -> str:
    first, *steps = gap.bars
    taken = [f"{_size(bar.change.value)} by {_lower(bar.row.title)}" for bar in steps]
    left = f"; {formats.thousands(gap.end.thousands)} remains" if gap.end else ""
    return f"Of {_size(first.change.value)}, the papers close {phrase(taken)}{left}."


def _size(value: Decimal) -> str:
    return formats.thousands(abs(value))


def _lower(title: str) -> str:
    # A title that begins with an abbreviation or a name of two capitals keeps them: Accident & Emergency.
    return title if title[1:].lower() != title[1:] else title.lower()


def _value(figure: Figure | None) -> float:
    return figure.value if figure and figure.value is not None else 0.0
