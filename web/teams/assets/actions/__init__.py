"""All writes of the directory, of connections made from it and of what was not there."""

from web.teams.assets.actions.demonstration import seed_demo_directory
from web.teams.assets.actions.directory import (
    DirectoryChangedMeanwhile,
    DirectoryRefused,
    add_service,
    assure_service,
    change_service,
    set_status,
)

__all__ = [
    "DirectoryChangedMeanwhile",
    "DirectoryRefused",
    "add_service",
    "assure_service",
    "change_service",
    "seed_demo_directory",
    "set_status",
]
