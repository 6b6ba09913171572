"""All writes of who may see whom."""

from web.teams.access.actions.emergencies import break_glass, note_failed_break, review_break, settle_notice
from web.teams.access.actions.reopenings import reopen
from web.teams.access.actions.requests import (
    decide_parts,
    hold_records,
    lift_hold,
    refuse_request,
    release_request,
    take_request,
)
from web.teams.access.actions.watch import close_alert, raise_alert
from web.teams.access.actions.wishes import (
    Wish,
    end_sensitive,
    end_wish,
    record_opt_out,
    record_sensitive,
    record_wish,
)

__all__ = [
    "Wish",
    "break_glass",
    "close_alert",
    "decide_parts",
    "end_sensitive",
    "end_wish",
    "hold_records",
    "lift_hold",
    "note_failed_break",
    "raise_alert",
    "record_opt_out",
    "record_sensitive",
    "record_wish",
    "refuse_request",
    "release_request",
    "reopen",
    "review_break",
    "settle_notice",
    "take_request",
]
