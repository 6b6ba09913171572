"""``manage.py fall_due``: lets reviews fall due whose day has come; run it once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from web.teams.cases.actions import fall_due
from web.ui.words import plural


class Command(BaseCommand):
    """Let every active case whose review day has come fall due, and tell who coordinates it."""

    help = "Let reviews fall due whose day has come, and tell who coordinates them. Run it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it and say how many."""
        done = fall_due(by=None)
        self.stdout.write(f"{plural(len(done), 'review has', 'reviews have')} fallen due.")
