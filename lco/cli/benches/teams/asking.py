"""Users who look at pages: several processes of threads, one thread a user."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from multiprocessing import get_context

_PROCESSES = 4
_THINKS = (5.0, 10.0)
_TIMEOUT = 60.0
_WARMING = 12


@dataclass(frozen=True)
class User:
    """Somebody who is signed in: cookie, team, people they look after, the team's meeting."""

    cookie: str
    team: str
    people: tuple[int, ...]
    meeting: int


@dataclass(frozen=True)
class Page:
    """A page and its bare twin, as addresses with places for team, person and meeting."""

    name: str
    path: str

    @property
    def bare(self) -> str:
        """Name of the twin."""
        return f"bare {self.name}"

    def address(self, user: User, chance: random.Random, *, is_bare: bool) -> str:
        """Return the address of the page, or of its twin, for one of the user's people."""
        filled = self.path.format(team=user.team, person=chance.choice(user.people), meeting=user.meeting)
        return f"/{'bare' if is_bare else 'teams'}/{filled}"


PAGES = (
    Page("caseload", "{team}/caseload"),
    Page("person", "people/{person}"),
    Page("plan", "people/{person}/plan"),
    Page("meeting", "{team}/meetings/{meeting}"),
)


@dataclass
class Times:
    """How long answers took, in milliseconds."""

    times: list[float] = field(default_factory=list)

    def at(self, percent: int) -> float:
        """Return the time that so many of a hundred did not exceed; 0 without an answer."""
        if not self.times:
            return 0.0
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass
class Taken:
    """What was answered, by page, and what went wrong, by its words."""

    pages: dict[str, Times] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)

    def of(self, name: str) -> Times:
        """Return the times of a page."""
        return self.pages.setdefault(name, Times())

    @property
    def errors(self) -> int:
        """How many answers were none."""
        return sum(self.wrong.values())

    @property
    def count(self) -> int:
        """How many pages were answered."""
        return sum(len(each.times) for each in self.pages.values())

    def add(self, other: Taken) -> None:
        """Add what others were answered."""
        for name, times in other.pages.items():
            self.of(name).times += times.times
        self.wrong += other.wrong


def warmed_up(address: tuple[str, int], users: Sequence[User]) -> None:
    """Ask for every page a few times first: what the first of all waits for is not what users wait for."""
    for user in users[:_WARMING]:
        chance, asking = random.Random(user.cookie), _Asking(address, user)  # noqa: S311 - no secret
        for page in PAGES:
            for is_bare in (False, True):
                asking.ask(page.address(user, chance, is_bare=is_bare), page.name)


def asked_by_all(address: tuple[str, int], users: Sequence[User], *, seconds: float) -> Taken:
    """Let all `users` look at pages for so many seconds; return how long each answer took."""
    whole = Taken()
    shares = [share for share in (users[number::_PROCESSES] for number in range(_PROCESSES)) if share]
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        for taken in pool.map(_asked_by_some, [address] * len(shares), shares, [seconds] * len(shares)):
            whole.add(taken)
    return whole


def _asked_by_some(address: tuple[str, int], users: Sequence[User], seconds: float) -> Taken:
    whole, ends_at = Taken(), time.monotonic() + seconds
    with ThreadPoolExecutor(len(users)) as threads:
        for taken in threads.map(lambda user: _asked_by(address, user, ends_at), users):
            whole.add(taken)
    return whole


def _asked_by(address: tuple[str, int], user: User, ends_at: float) -> Taken:
    chance, asking = random.Random(user.cookie), _Asking(address, user)  # noqa: S311 - no secret
    time.sleep(chance.uniform(0, _THINKS[1]))  # they do not all begin at once
    for page, is_bare in _visits(chance):
        if time.monotonic() >= ends_at:
            break
        path = page.address(user, chance, is_bare=is_bare)
        asking.ask(path, page.bare if is_bare else page.name)
        time.sleep(max(0.0, min(chance.uniform(*_THINKS), ends_at - time.monotonic())))
    return asking.taken


def _visits(chance: random.Random) -> Iterable[tuple[Page, bool]]:
    every = [(page, is_bare) for page in PAGES for is_bare in (False, True)]
    while True:
        chance.shuffle(every)
        yield from every


class _Asking:
    """One user, and what was answered to them."""

    def __init__(self, address: tuple[str, int], user: User) -> None:
        self._address, self._user, self.taken = address, user, Taken()

    def ask(self, path: str, name: str) -> None:
        """Ask for a page and note how long it took from connecting to the last byte.

        A connection of its own each time: while a page is read, the server closes the one before.
        """
        began, connection = time.perf_counter(), HTTPConnection(*self._address, timeout=_TIMEOUT)
        try:
            connection.request("GET", path, headers={"Cookie": self._user.cookie})
            answer = connection.getresponse()
            answer.read()
        except (HTTPException, OSError) as error:
            self.taken.wrong[f"{name}: {type(error).__name__}"] += 1
        else:
            self._note(name, answer.status, 1000 * (time.perf_counter() - began))
        finally:
            connection.close()

    def _note(self, name: str, status: int, milliseconds: float) -> None:
        if status == HTTPStatus.OK:
            self.taken.of(name).times.append(milliseconds)
        else:
            self.taken.wrong[f"{name}: answer {status}"] += 1
