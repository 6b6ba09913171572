"""Fingerprint the files of a source and count their lines, in one reading of the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lco.records.container import SourceFile
from lco.store import FileRead

_CHUNK = 4 << 20


@dataclass(frozen=True)
class Fingerprint:
    """What identifies a source: the SHA-256 over its files, each file, and the lines of each path."""

    sha256: str
    files: tuple[FileRead, ...]
    lines: Mapping[str, int]


def fingerprint(files: Sequence[SourceFile], *, kind: str, source: str) -> Fingerprint:
    """Return the fingerprint of a source; the order of files and their folders do not matter."""
    read = [_read(file) for file in files]
    whole = hashlib.sha256(f"{kind}|{source}".encode())
    for sha in sorted(file.sha256 for file, _ in read):
        whole.update(bytes.fromhex(sha))
    lines = {str(file.path): count for file, (_, count) in zip(files, read, strict=True)}
    return Fingerprint(whole.hexdigest(), tuple(file for file, _ in read), lines)


def _read(file: SourceFile) -> tuple[FileRead, int]:
    sha, size, lines, last = hashlib.sha256(), 0, 0, b""
    with file.path.open("rb", buffering=0) as handle:
        while chunk := handle.read(_CHUNK):
            sha.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    unended = 1 if last not in (b"", b"\n") else 0
    return FileRead(file.name, size, sha.hexdigest()), lines + unended


def count_lines(path: Path) -> int:
    """Return how many lines of a file are not blank, without the engine."""
    with path.open("rb") as handle:
        return sum(1 for line in handle if line.strip())
