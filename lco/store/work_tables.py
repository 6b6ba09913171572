"""What teams do, as record tables: cases, acts, plans, tasks, connections, judgements and opt-outs.

They hold pseudonyms, days and codes: no note, no name and nobody who acted. Rows are only ever added; where a
later row says otherwise of the same thing, the table says which of them holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from lco.store.columns import Column, Table
from lco.store.vocabulary import (
    CaseAct,
    CaseSource,
    CaseState,
    JudgedTier,
    JudgementReason,
    OptOutKind,
    TaskState,
)

_PERSON = Column("!int64", "keyed pseudonym of the person")
_CASE = Column("!int64", "number of the case: one time a person is looked after by a team")
_AREA = Column("!int32", "code of the area the team serves, system 'area'")


def _table(name: str, meaning: str, **columns: Column) -> Table:
    return Table(name, meaning, MappingProxyType(columns))


JUDGEMENTS = _table(
    "judgements",
    "Judgements of people's tiers by those who know them. Of a person's judgements the one of the latest day "
    "holds; one that ends on its own day takes back those before it.",
    person=_PERSON,
    judged_on=Column("!date", "day of the judgement"),
    ends_before=Column("date", "the day before which it ceased to hold; null while it lasts"),
    tier=Column("!int8", "code of JudgedTier: the tier judged to be right"),
    reason=Column("!int8", "code of JudgementReason"),
)
CASES = _table(
    "cases",
    "People found for a team, one row each time; what became of them are the rows of `case_events`.",
    person=_PERSON,
    case=_CASE,
    opened_on=Column("!date", "day the person was put on the list of those found"),
    source=Column("!int8", "code of CaseSource"),
    area=_AREA,
)
CASE_EVENTS = _table(
    "case_events",
    "What a team did on its cases, one row an act, in the order of `event`.",
    person=_PERSON,
    case=_CASE,
    event=Column("!int64", "number of the act; a later act has a greater one"),
    acted_on=Column("!date", "day of the act"),
    act=Column("!int8", "code of CaseAct"),
    from_state=Column("!int8", "code of CaseState before"),
    to_state=Column("!int8", "code of CaseState after"),
    area=_AREA,
    reason=Column("int32", "code of the reason, system 'reason'; null where none was asked for"),
)
PLANS = _table(
    "plans",
    "Care plans agreed with the person, one row each time.",
    person=_PERSON,
    plan=Column("!int64", "number of the agreed version"),
    agreed_on=Column("!date", "day it was agreed"),
    review_on=Column("date", "day by which it is to be reviewed; null when none was set"),
)
TASKS = _table(
    "tasks",
    "What somebody promised to do for a person. Of the rows of one task the one that is closed holds, else "
    "the one due last.",
    person=_PERSON,
    task=Column("!int64", "number of the task"),
    made_on=Column("!date", "day it was decided"),
    due_on=Column("!date", "day by which it is to be done"),
    closed_on=Column("date", "day it was done or found not to be needed; null while it is open"),
    state=Column("!int8", "code of TaskState"),
)
CONNECTIONS = _table(
    "connections",
    "People put in touch with a local group or service.",
    person=_PERSON,
    connection=Column("!int64", "number of the connection"),
    connected_on=Column("!date", "day it was made"),
)
OPT_OUTS = _table(
    "opt_outs",
    "What people said of the use of their records. Of a person's rows of one kind the one of the latest day "
    "holds; of two of one day the one that opts out.",
    person=_PERSON,
    decided_on=Column("!date", "day from which it holds"),
    kind=Column("!int8", "code of OptOutKind"),
    is_out=Column("!boolean", "true: not to be used so; false: may be used so again"),
)

WORK: tuple[Table, ...] = (JUDGEMENTS, CASES, CASE_EVENTS, PLANS, TASKS, CONNECTIONS, OPT_OUTS)

# Columns that hold the codes of a short list, and columns whose codes are in the dictionary, by their system.
WORDS: Mapping[tuple[str, str], type[IntEnum]] = MappingProxyType(
    {
        ("judgements", "tier"): JudgedTier,
        ("judgements", "reason"): JudgementReason,
        ("cases", "source"): CaseSource,
        ("case_events", "act"): CaseAct,
        ("case_events", "from_state"): CaseState,
        ("case_events", "to_state"): CaseState,
        ("tasks", "state"): TaskState,
        ("opt_outs", "kind"): OptOutKind,
    }
)
SYSTEMS: Mapping[tuple[str, str], str] = MappingProxyType(
    {("cases", "area"): "area", ("case_events", "area"): "area", ("case_events", "reason"): "reason"}
)
