"""What is kept back from a person's own record until the officer has decided, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("release.toml")


@dataclass(frozen=True)
class ReleaseRule:
    """One rule: what it keeps back by its sensitivity, why, whom to ask first, and the law behind it.

    `is_hidden`: while it is withheld, the person's copy does not say that something is left out.
    """

    id: str
    sensitivity: str
    is_hidden: bool
    why: str
    ask: str
    source: str

    @property
    def concern(self) -> str:
        """What the officer reads of a part that this keeps back."""
        return f"withheld, to be decided: {self.why}; {self.ask}"


@cache
def release_rules() -> Mapping[str, ReleaseRule]:
    """Return the rules by the sensitivity they are about.

    Raises:
        KeyError, TypeError: when the file lacks a field or has one too many.
    """
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]
    return MappingProxyType({each["sensitivity"]: ReleaseRule(**each) for each in said})
