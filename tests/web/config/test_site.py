"""An installation: its key, its environment, and following the store's published run."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from web.config import server, site


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = site.secret_key(tmp_path / "secret-key")
    assert len(first) >= 64
    assert site.secret_key(tmp_path / "secret-key") == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_behind_a_proxy_the_settings_are_those_of_production(tmp_path: Path) -> None:
    of = site.Site(store=tmp_path / "store", data=tmp_path, is_behind_proxy=True, hosts="lco.example")
    found = site.environment_of(of, "postgresql://db/lco")
    assert (found["LCO_MODE"], found["LCO_BEHIND_PROXY"], found["LCO_HOSTS"]) == (
        "production",
        "1",
        "lco.example",
    )
    here = site.environment_of(site.Site(store=tmp_path / "store", data=tmp_path), "postgresql://db/lco")
    assert (here["LCO_MODE"], here["LCO_BEHIND_PROXY"]) == ("local", "0")


@pytest.mark.django_db
def test_a_newly_published_run_is_loaded_once(published_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def publish() -> str:
        loaded.append("once")
        return (published_run / "runs" / "published").resolve().name

    monkeypatch.setattr(site, "publish", publish)
    follow = site.Follower("an-older-run")
    follow()
    follow()
    assert loaded == ["once"]


@pytest.mark.django_db
def test_nothing_published_is_nothing_to_load(tmp_path: Path, settings: Any) -> None:
    settings.LCO_STORE = tmp_path
    site.Follower(None)()
    assert site.publish() is None


@pytest.mark.django_db
def test_the_follower_seals_what_was_written(tmp_path: Path, settings: Any) -> None:
    from web.audit.actions import record
    from web.audit.models import Seal

    settings.LCO_STORE = tmp_path
    follow = site.Follower(None)
    for _ in range(2):
        entry = record(by=None, act="sign_in_failed")  # type: ignore[arg-type]
        follow()
        assert Seal.objects.filter(entry=entry.pk).exists()


def test_a_free_port_can_be_listened_on() -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", server.free_port("127.0.0.1")))


def test_a_server_that_goes_away_by_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(server, "FOLLOW_SECONDS", 0.01)

    def follow() -> None:
        asked.append(1)
        raise ValueError("the store is being written")

    gone = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.2)"])
    with pytest.raises(server.ServerFailed, match="stopped by itself"):
        server.stay(gone, follow)
    assert asked, "a failure to follow ended the server"
