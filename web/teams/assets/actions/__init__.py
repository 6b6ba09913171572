"""All writes of the directory, of connections made from it and of what was not there."""

from web.teams.assets.actions.connections import Said, move_on, note_wanting, offer_service
from web.teams.assets.actions.demonstration import seed_demo_connections, seed_demo_directory
from web.teams.assets.actions.directory import (
    DirectoryChangedMeanwhile,
    DirectoryRefused,
    add_service,
    assure_service,
    change_service,
    set_status,
)
from web.teams.assets.actions.sharing import Imported, export_directory, import_directory
from web.teams.assets.holding import ConnectionChangedMeanwhile, ConnectionRefused

__all__ = [
    "ConnectionChangedMeanwhile",
    "ConnectionRefused",
    "DirectoryChangedMeanwhile",
    "DirectoryRefused",
    "Imported",
    "Said",
    "add_service",
    "assure_service",
    "change_service",
    "export_directory",
    "import_directory",
    "move_on",
    "note_wanting",
    "offer_service",
    "seed_demo_connections",
    "seed_demo_directory",
    "set_status",
]
