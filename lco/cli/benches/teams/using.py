"""How much processor time the server and PostgreSQL took."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Used:
    """Seconds of processor time since each began."""

    server: float
    database: float

    def __sub__(self, before: Used) -> Used:
        return Used(self.server - before.server, self.database - before.database)


def used(server: int) -> Used:
    """Return what the server process `server` with its workers took, and the PostgreSQL of this process."""
    whole = psutil.Process(server)
    workers = [whole, *whole.children(recursive=True)]
    ours = psutil.Process().children(recursive=True)
    database = [each for each in ours if "postgres" in _name(each)]
    return Used(sum(map(_seconds, workers)), sum(map(_seconds, database)))


def _name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.Error:
        return ""


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    # Workers that ended give their time to the one that waited for them.
    return float(times.user + times.system + times.children_user + times.children_system)
