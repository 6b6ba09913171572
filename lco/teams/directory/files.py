"""A directory as one file of JSON in the shape of Open Referral UK."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lco.teams.directory.entries import Entry, EntryRefused
from lco.teams.directory.open_referral import write_directory
from lco.teams.directory.open_referral_reading import Reading, read_directory

MOST_BYTES = 64 * 1024 * 1024


def file_of(entries: Iterable[Entry], *, names: Mapping[str, str]) -> str:
    """Return the file of a directory; the same directory gives the same text."""
    return json.dumps(write_directory(entries, names=names), ensure_ascii=False, indent=2) + "\n"


def read_file(content: bytes | str) -> Reading:
    """Return what a file holds.

    Raises:
        EntryRefused: when it is too large, no text in UTF-8, no JSON, or holds no services.
    """
    if len(content) > MOST_BYTES:
        raise EntryRefused(f"The file is larger than {MOST_BYTES // 1024**2} MB: give it in parts.")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        found = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise EntryRefused("The file is not written in UTF-8: save it as UTF-8 and try again.") from None
    except (ValueError, RecursionError):
        raise EntryRefused("The file is no JSON that can be read: ask for a new one.") from None
    return read_directory(found)


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number")
