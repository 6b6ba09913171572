"""Tables of the directory, of connections made from it and of what was looked for and not there."""

from web.teams.assets.models.connections import Connection, ConnectionEvent, Wanting, WantingReason
from web.teams.assets.models.directory import (
    DirectoryService,
    Provider,
    ServiceAct,
    ServiceVersion,
    Sitting,
    Venue,
)

__all__ = [
    "Connection",
    "ConnectionEvent",
    "DirectoryService",
    "Provider",
    "ServiceAct",
    "ServiceVersion",
    "Sitting",
    "Venue",
    "Wanting",
    "WantingReason",
]
