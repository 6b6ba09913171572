"""Who decides on the three legs, in words: by profession or by post, as the rules say."""

from __future__ import annotations

from lco.teams.safeguarding.rules import rules
from lco.teams.staff import LEADERSHIP, PROFESSIONS


def deciders_in_words() -> str:
    """Return those who decide, such as ``social worker or social care lead``."""
    by = rules()
    titles = [PROFESSIONS[each].title for each in sorted(by.professions)]
    return " or ".join([*titles, *(LEADERSHIP[each].title for each in sorted(by.posts))]).lower()
