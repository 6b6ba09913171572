"""Hospital flags: what the records say of somebody's time in hospital that their own team should look at."""

from lco.teams.hospital_flags.answering import Became, Standing, became, triage_by
from lco.teams.hospital_flags.kinds import Flag, FlagKind, FlagRule, rule_of, rules
from lco.teams.hospital_flags.of_place import flag_rules_of
from lco.teams.hospital_flags.reading import hospital_flags

__all__ = [
    "Became",
    "Flag",
    "FlagKind",
    "FlagRule",
    "Standing",
    "became",
    "flag_rules_of",
    "hospital_flags",
    "rule_of",
    "rules",
    "triage_by",
]
