"""What a service becomes when a file says something of it."""

from __future__ import annotations

from dataclasses import replace

from lco.teams.directory.entries import Entry
from web.teams.assets.entries import entry_of
from web.teams.assets.models import DirectoryService


def merged(service: DirectoryService, entry: Entry) -> Entry:
    """Return what a service becomes: the later of two checks counts, and it stays made up when it was."""
    ours, theirs = service.assured_on, entry.assured_on
    is_ours = ours is not None and (theirs is None or ours >= theirs)
    return replace(
        entry,
        assured_on=ours if is_ours else theirs,
        assurer=service.assurer if is_ours else entry.assurer,
        is_synthetic=service.is_synthetic,
    )


def differs(service: DirectoryService, entry: Entry) -> bool:
    """Say whether a file says something else of a service than the directory does."""
    return entry_of(service) != merged(service, entry)
