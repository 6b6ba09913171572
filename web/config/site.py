"""One installation of the web: its store, its data folder, and what has to be done before it serves.

DATA/database     the private PostgreSQL, when DATABASE_URL names no other
DATA/static       style sheets and scripts under hashed names
DATA/secret-key   made once, readable by its owner alone
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from web.config.private_database import SUPERUSER, private_database

# Where the pages sign in on a server of one's own, as who cannot change the audit trail; DATABASE_URL names
# the owner of the tables.
PAGES_URL = "LCO_PAGES_DATABASE_URL"
WEB = Path(__file__).resolve().parents[1]


class SiteRefused(RuntimeError):
    """The web cannot be served as it is set up; one sentence with what to do."""


@dataclass(frozen=True)
class Site:
    """Where things stand and who may reach them."""

    store: Path
    data: Path
    host: str = "127.0.0.1"
    is_behind_proxy: bool = False
    hosts: str = ""


@contextmanager
def opened(site: Site, *, step: Callable[[str], Any]) -> Iterator[None]:
    """Start the database, set Django up, migrate, collect static files; stop the database at the end.

    `step` is a context manager that is told what is being done. While the block runs, the environment
    says everything a server process has to know.

    Raises:
        SiteRefused: when the role of `PAGES_URL` cannot be made or could change the audit trail.
    """
    site.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        given = os.environ.get("DATABASE_URL")
        with step("starting the database"):
            url = given or stack.enter_context(private_database(site.data / "database"))
        os.environ.update(environment_of(site, url))
        with step("preparing the tables"):
            _set_up()
            _migrate()
            # This process owns the tables; the pages sign in as who cannot change the audit trail.
            os.environ["DATABASE_URL"] = _for_pages(url) if given else _as_web_role(url)
        with step("preparing style sheets and scripts"):
            _collect(Path(os.environ["LCO_STATIC"]))
        yield


def environment_of(site: Site, database_url: str) -> dict[str, str]:
    """Return the environment the web reads its settings from."""
    local = f"127.0.0.1,localhost,[::1],{site.host}"
    return {
        "DJANGO_SETTINGS_MODULE": "web.config.settings",
        "DATABASE_URL": database_url,
        "LCO_MODE": "production" if site.is_behind_proxy else "local",
        "LCO_BEHIND_PROXY": "1" if site.is_behind_proxy else "0",
        "LCO_HOSTS": os.environ.get("LCO_HOSTS") or site.hosts or local,
        "LCO_SECRET_KEY": os.environ.get("LCO_SECRET_KEY") or secret_key(site.data / "secret-key"),
        "LCO_STORE": str(site.store.resolve()),
        "LCO_STATIC": str(site.data.resolve() / "static" / _fingerprint()),
    }


def secret_key(file: Path) -> str:
    """Return the key that signs sessions, made when there is none."""
    if not file.exists():
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as made:
            made.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="utf-8").strip()


def publish() -> str | None:
    """Load the published run of the store into the database when it is newer; return its id.

    Returns None while nothing has been published.
    """
    from django.conf import settings

    from lco.store.place_store import open_store
    from lco.store.runs import PUBLISHED, published_run
    from web.records.actions import publish_run

    if not (settings.LCO_STORE / "runs" / PUBLISHED).exists():
        return None
    store = open_store(settings.LCO_STORE)
    run = published_run(store)
    publish_run(by=None, run=run, store=store)
    return run.run_id


class Follower:
    """Loads a run into the database as soon as the store publishes it, and seals the audit trail."""

    def __init__(self, shown: str | None) -> None:
        self.shown = shown
        self.has_sealed = False

    def __call__(self) -> None:
        """Seal what was written since; publish when the store published another run than the one shown."""
        from django.conf import settings

        from lco.store.runs import PUBLISHED
        from web.audit.sealing import seal_waiting

        seal_waiting(is_thorough=not self.has_sealed)
        self.has_sealed = True
        link = settings.LCO_STORE / "runs" / PUBLISHED
        if link.exists() and link.resolve().name != self.shown:
            self.shown = publish()


def _set_up() -> None:
    import django

    django.setup()


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("clearsessions")


def _as_web_role(url: str) -> str:
    from web.audit.roles import WEB_ROLE, make_web_role

    make_web_role()
    return url.replace(f"//{SUPERUSER}@", f"//{WEB_ROLE}@", 1)


def _for_pages(url: str) -> str:
    """Return where the pages sign in on a server of one's own: as the owner when nothing else is set."""
    from web.audit.roles import RoleRefused, make_web_role

    pages = os.environ.get(PAGES_URL)
    if not pages:
        return url
    try:
        make_web_role(_user_of(pages))
    except RoleRefused as refused:
        raise SiteRefused(f"{PAGES_URL}: {refused}") from refused
    return pages


def role_of_pages(*, is_private: bool) -> str:
    """Return the role of the database the pages sign in with, on the private server or another."""
    from django.db import connection

    from web.audit.roles import WEB_ROLE

    if is_private:
        return WEB_ROLE
    return _user_of(os.environ.get(PAGES_URL, "")) or str(connection.settings_dict["USER"])


def _user_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def _collect(folder: Path) -> None:
    # The list of hashed names is written last: without it the folder is not whole.
    if (folder / "staticfiles.json").exists():
        return
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _fingerprint() -> str:
    """Return a name that changes with any static file, so that what is collected is collected once."""
    digest = hashlib.sha256()
    for file in sorted(WEB.glob("*/static/**/*")):
        if file.is_file():
            digest.update(f"{file.relative_to(WEB)} ".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
