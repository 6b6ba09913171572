"""The legal grounds, as data: what each says in the audit trail and which law it stands on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("bases.toml")


@dataclass(frozen=True)
class Basis:
    """One legal ground. `text` is what the audit trail is given; `source` the law to check it against."""

    id: str
    title: str
    text: str
    source: str


@cache
def bases() -> Mapping[str, Basis]:
    """Return every legal ground by its id.

    Raises:
        KeyError, TypeError: when the file lacks a field or has one too many.
    """
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["basis"]
    return MappingProxyType({each["id"]: Basis(**each) for each in said})
