"""Packs to spoil: a copy of a real one, and ways to change one line of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lco.place.pack import PackRefused, load_place, packs_folder
from lco.place.refusal import Problem

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder of packs that holds a copy of Manchester's."""
    shutil.copytree(packs_folder() / "manchester", tmp_path / "manchester")
    return tmp_path


@pytest.fixture
def spoil(packs: Path) -> Callable[..., int]:
    """Replace the first `old` in a file by `new`; return the line it stands in."""

    def change(file: str, old: str, new: str) -> int:
        path = packs / "manchester" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return change


@pytest.fixture
def refused(packs: Path) -> Callable[..., list[Problem]]:
    """Load the spoilt pack, which must be refused, and return its problems."""

    def load(indicators: frozenset[str] | None = None) -> list[Problem]:
        with pytest.raises(PackRefused) as refusal:
            load_place("manchester", root=packs, indicators=indicators)
        return list(refusal.value.problems)

    return load
