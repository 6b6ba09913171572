"""The pages of the workbench, for those who may open them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from web.population.navigation import WORKBENCH
from web.ui.navigation import Item


def cards_for(user: Any) -> Sequence[Item]:
    """Return the pages of the workbench this person may open, in order."""
    return [page for page in sorted(WORKBENCH, key=lambda page: page.order) if user.has_perm(page.permission)]
