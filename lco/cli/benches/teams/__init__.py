"""How fast the pages of a team are while everybody works: each beside a bare view of the same rows.

The server is the one ``lco serve`` starts, with the private PostgreSQL. Each user asks for a page, reads it
for 5 to 10 seconds, and asks for the next; every page has its bare twin asked as often, so that both wait in
one queue.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from lco.cli.benches.result import BenchResult, Line
from lco.cli.benches.teams.asking import PAGES, Taken, User, asked_by_all, warmed_up
from lco.cli.benches.teams.using import Used, used
from lco.place.pack import load_place

MOST_TIMES = 3.0
_PLACE = "manchester"


@dataclass(frozen=True)
class _Size:
    people: int
    on_caseloads: int
    users: int
    seconds: float


_FULL = _Size(600_000, 30_000, 200, 300.0)
_QUICK = _Size(20_000, 1_200, 40, 30.0)


def bench(*, scratch: Path, quick: bool) -> BenchResult:
    """Fill a database, start the server, let the users work, and compare each page with its bare twin.

    The limit holds at full size; a quick run shows figures alone, since few answers make no percentile.
    """
    size = _QUICK if quick else _FULL
    with _served(scratch, size) as (address, pid, users):
        warmed_up(address, users)
        before = used(pid)
        taken = asked_by_all(address, users, seconds=size.seconds)
        spent = used(pid) - before
    return BenchResult("teams", tuple(_lines(taken, spent, size, quick=quick)), _notes(taken, size))


@contextmanager
def _served(scratch: Path, size: _Size) -> Iterator[tuple[tuple[str, int], int, list[User]]]:
    site_module: Any = import_module("web.config.site")
    server_module: Any = import_module("web.config.server")
    (scratch / "store").mkdir()
    site = site_module.Site(store=scratch / "store", data=scratch)
    os.environ["LCO_PLACE"] = _PLACE
    with site_module.opened(site, step=_quiet):
        filling: Any = import_module("web.config.load.filling")
        askers = filling.fill(
            load_place(_PLACE), people=size.people, on_caseloads=size.on_caseloads, users=size.users
        )
        cookie = filling.cookie_name()
        users = [User(f"{cookie}={each.cookie}", each.team, each.people, each.meeting) for each in askers]
        os.environ["DJANGO_SETTINGS_MODULE"] = "web.config.load.settings"
        port = server_module.free_port(site.host)
        with server_module.serving(host=site.host, port=port) as server:
            yield (site.host, port), server.pid, users


@contextmanager
def _quiet(_what: str) -> Iterator[None]:
    yield


def _lines(taken: Taken, spent: Used, size: _Size, *, quick: bool) -> Iterator[Line]:
    for page in PAGES:
        ours, bare = taken.of(page.name), taken.of(page.bare)
        yield Line(
            f"{page.name}, p95 over the bare view's",
            ours.at(95) / bare.at(95) if bare.at(95) else 0.0,
            "times",
            None if quick else MOST_TIMES,
            "lower",
            f"p50 {ours.at(50):.0f} ms, p95 {ours.at(95):.0f} ms of {len(ours.times)}; "
            f"bare p50 {bare.at(50):.0f} ms, p95 {bare.at(95):.0f} ms",
        )
    yield Line("answers that were none", taken.errors, "", 0.0, "lower", "every answer is a page")
    yield Line("requests a second", taken.count / size.seconds, "/s", None, "higher", f"{size.users} users")
    yield Line("CPU of the server", 100 * spent.server / size.seconds, "% of a core", None, "lower", "")
    yield Line("CPU of PostgreSQL", 100 * spent.database / size.seconds, "% of a core", None, "lower", "")


def _notes(taken: Taken, size: _Size) -> tuple[str, ...]:
    said = [
        f"{size.people:,} people, {size.on_caseloads:,} on caseloads, {size.users} users for "
        f"{size.seconds:.0f} s; no record store, so a person's page shows no events of the records."
    ]
    said += [f"{count} times {what}" for what, count in sorted(taken.wrong.items())]
    return tuple(said)
