"""What those who know a person judged of their tier, as the people list shows it beside its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import ibis
from ibis.expr.types import Table

from lco.population.tables import Records
from lco.records.tables import JudgedTier, JudgementReason

REASON_IN_WORDS: Mapping[JudgementReason, str] = MappingProxyType(
    {
        JudgementReason.NOT_KNOWN: "No reason was recorded",
        JudgementReason.ILLNESS_NOT_RECORDED: "An illness, or how bad it is, is not in the records",
        JudgementReason.GETTING_WORSE: "Getting worse in ways the records do not show yet",
        JudgementReason.HOME_OR_CARER: "The home or the carer makes the difference",
        JudgementReason.WELL_SUPPORTED: "Well supported already",
        JudgementReason.STABLE: "Stable: what the records count is over",
        JudgementReason.RECORDS_WRONG: "The records are wrong",
        JudgementReason.END_OF_LIFE: "Cared for at the end of life by another plan",
        JudgementReason.OWN_WISH: "The person does not want this help",
        JudgementReason.OTHER: "Another reason",
    }
)


def judgements_on(records: Records, index_on: date) -> Table:
    """Return the judgement that holds of each person on a day: person, judged_tier, judged_reason.

    Only judgements made before the day count. Of a person's the one of the latest day holds, and none does
    when that one has ended: the earlier ones do not come back. Of two of one day the higher tier goes
    first, so that nobody is overlooked.

    Args:
        records: the records of the place.
        index_on: day the list is of.

    Returns:
        person (int64), judged_tier (``high``, ``rising`` or ``low``), judged_reason (plain words); a person
        without a judgement has no row.
    """
    rows = records["judgements"]
    rows = rows.filter(rows.judged_on < ibis.literal(index_on))
    latest_first = [rows.judged_on.desc(), rows.tier, rows.reason]
    rows = rows.mutate(place=ibis.row_number().over(group_by=rows.person, order_by=latest_first))
    held = rows.filter(
        rows["place"] == 0, rows.ends_before.isnull() | (rows.ends_before > ibis.literal(index_on))
    )
    return held.select(
        "person",
        judged_tier=_in_words(held.tier, {tier: tier.name.lower() for tier in JudgedTier}),
        judged_reason=_in_words(held.reason, REASON_IN_WORDS),
    )


def _in_words(column: Any, words: Mapping[Any, str]) -> Any:
    branches = [(column == int(code), ibis.literal(text)) for code, text in words.items()]
    return ibis.cases(*branches, else_=ibis.null("string"))
