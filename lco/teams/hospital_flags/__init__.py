"""Hospital flags: what the records say of somebody's time in hospital that their own team should look at."""

from lco.teams.hospital_flags.answering import Became, Standing, became, triage_by
from lco.teams.hospital_flags.kinds import Flag, FlagKind, FlagRule, rule_of, rules
from lco.teams.hospital_flags.of_place import flag_rules_of
from lco.teams.hospital_flags.reading import hospital_flags
from lco.teams.hospital_flags.written import flag_table, flagged_when, found_by, opted_out

__all__ = [
    "Became",
    "Flag",
    "FlagKind",
    "FlagRule",
    "Standing",
    "became",
    "flag_rules_of",
    "flag_table",
    "flagged_when",
    "found_by",
    "hospital_flags",
    "opted_out",
    "rule_of",
    "rules",
    "triage_by",
]
