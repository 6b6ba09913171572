"""Fingerprint the files of a source and count their lines, in one reading of the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lco.records.container import SourceFile
from lco.store import FileRead

_CHUNK = 4 << 20


@dataclass(frozen=True)
class Fingerprint:
    """What identifies a source: the SHA-256 over its files, each file, and its lines by path."""

    sha256: str
    files: tuple[FileRead, ...]


def fingerprint(files: Sequence[SourceFile], *, kind: str, source: str) -> Fingerprint:
    """Return the fingerprint of a source; the order of files and their folders do not matter."""
    read = tuple(_read(file) for file in files)
    whole = hashlib.sha256(f"{kind}|{source}".encode())
    for sha in sorted(file.sha256 for file in read):
        whole.update(bytes.fromhex(sha))
    return Fingerprint(whole.hexdigest(), read)


def _read(file: SourceFile) -> FileRead:
    sha, size = hashlib.sha256(), 0
    with file.path.open("rb", buffering=0) as handle:
        while chunk := handle.read(_CHUNK):
            sha.update(chunk)
            size += len(chunk)
    return FileRead(file.name, size, sha.hexdigest())


def count_json_lines(path: Path) -> int:
    """Return how many lines of a file are not blank, without the engine: the oracle of rows read."""
    lines, is_blank = 0, True
    with path.open("rb", buffering=0) as handle:
        while chunk := handle.read(_CHUNK):
            pieces = chunk.split(b"\n") if b"\n\n" in chunk or b"\r" in chunk else None
            if pieces is None:
                # The common case: no blank line inside, so newlines are lines; the ends need a look.
                is_first_blank = (
                    is_blank and not chunk[: chunk.find(b"\n")].strip() if b"\n" in chunk else False
                )
                lines += chunk.count(b"\n") - (1 if is_first_blank else 0)
                tail = chunk[chunk.rfind(b"\n") + 1 :]
                is_blank = not tail.strip() and (b"\n" in chunk or is_blank)
            else:
                for piece in pieces[:-1]:
                    lines += 0 if is_blank and not piece.strip() else 1
                    is_blank = True
                is_blank = is_blank and not pieces[-1].strip()
    return lines + (0 if is_blank else 1)
