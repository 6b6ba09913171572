"""Lists of the teams pages."""

from web.teams.tables.judgements import JUDGEMENTS
from web.teams.tables.people import PEOPLE, TIER_TAGS, numbers_of, people_table
from web.teams.tables.teams import MEMBERS, TEAMS

__all__ = ["JUDGEMENTS", "MEMBERS", "PEOPLE", "TEAMS", "TIER_TAGS", "numbers_of", "people_table"]
