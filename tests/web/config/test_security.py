"""What every answer carries, and what production settings insist on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "web/ui/static/vendor"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/sign-in", "/place", "/nothing/here", "/health/live", "/ui/brand.css"]
)
def test_every_answer_carries_the_headers_a_browser_obeys(path: str, client: Client) -> None:
    answer = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
def test_a_page_is_kept_by_no_cache(client: Client, user_of: Callable[..., Any]) -> None:
    client.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_host_nobody_named_is_refused(client: Client) -> None:
    answer = client.get("/accounts/sign-in", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_changes_nothing(user_of: Callable[..., Any]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user_of("analyst"), backend="django.contrib.auth.backends.ModelBackend")
    answer = strict.post("/accounts/sign-out")
    assert answer.status_code == 403
    assert "The form was not sent" in answer.content.decode()
    assert strict.get("/").status_code == 200


OPEN = {"live", "ready", "accounts:sign_in", "ui:brand"}
# Opened by a secret in the address alone; a wrong one leads nowhere.
BY_SECRET = {"teams:task_feed"}


def _addresses() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def walk(resolver: Any, prefix: str, space: str) -> None:
        for entry in resolver.url_patterns:
            if hasattr(entry, "url_patterns"):
                walk(entry, prefix + str(entry.pattern), f"{entry.namespace}:" if entry.namespace else space)
            else:
                found.append((f"{space}{entry.name}", prefix + str(entry.pattern)))

    walk(get_resolver(), "/", "")
    return found


@pytest.mark.django_db
def test_every_page_but_the_open_ones_asks_a_stranger_to_sign_in(client: Client) -> None:
    import re

    for name, pattern in _addresses():
        path = re.sub(r"<int:\w+>", "1", pattern)
        path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
        path = re.sub(r"<(?:\w+:)?\w+>", "x", path)
        for method in ("get", "post"):
            status = getattr(client, method)(path).status_code
            if name in OPEN:
                assert status in {200, 405}, (name, method, status)
            elif name in BY_SECRET:
                assert status in {404, 405}, (name, method, status)
            else:
                assert status == 302, (name, method, status)
                assert getattr(client, method)(path).url.startswith("/accounts/sign-in"), name


def _check(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("LCO_", "DJANGO_", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**kept, "LCO_MODE": "production", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_settings_pass_the_deployment_check() -> None:
    outcome = _check(
        LCO_SECRET_KEY="a-key-for-the-check-only-" + "0123456789abcdefghij" * 2,  # pragma: allowlist secret
        LCO_HOSTS="lco.example",
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "no issues" in outcome.stdout + outcome.stderr


def test_production_refuses_to_start_without_a_key() -> None:
    outcome = _check(LCO_HOSTS="lco.example")
    assert outcome.returncode != 0
    assert "LCO_SECRET_KEY is not set" in outcome.stderr


@pytest.mark.parametrize("package", ["nhsuk", "htmx", "vega"])
def test_a_vendored_package_brings_its_licence(package: str) -> None:
    assert (VENDOR / package / "LICENSE").read_text().strip()


def test_nothing_vendored_fetches_from_elsewhere_or_shows_another_brand() -> None:
    css = (VENDOR / "nhsuk/nhsuk-frontend.min.css").read_text()
    assert "http" not in css.replace("http://www.w3.org/", "")
    assert "Frutiger" not in css
    assert "url(/assets" not in css


def test_passwords_are_hashed_with_argon2_in_earnest() -> None:
    from web.config import settings

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
