"""``manage.py fall_due``: what has to be seen to once a day: reviews fall due, waiting flags reach a team."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand

from web.teams.cases.actions import fall_due, take_in_flags
from web.teams.safeguarding.actions import follow_people, remind
from web.ui.words import plural


class Command(BaseCommand):
    """Let every active case whose review day has come fall due; bring flags that had no team to theirs."""

    help = (
        "Let reviews fall due whose day has come; bring hospital flags that wait to their teams. Run daily."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it and say how many."""
        taken = take_in_flags(by=None)
        done = fall_due(by=None)
        # Nothing is said of it: who reads the output of a command need not know that there is a concern.
        follow_people(by=None, key=uuid4())
        remind(by=None)
        self.stdout.write(f"{plural(len(done), 'review has', 'reviews have')} fallen due.")
        if taken.found or taken.told:
            found = plural(taken.found, "person was", "people were")
            told = plural(taken.told, "case was", "cases were")
            self.stdout.write(f"{found} found by hospital flags, and {told} told of one.")
