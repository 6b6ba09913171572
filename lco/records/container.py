"""Open what a source comes in: a folder, a file, or a zip that is checked before a byte is unpacked."""

from __future__ import annotations

import shutil
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MOST_FILES = 100_000
MOST_RATIO = 100  # unpacked to packed bytes; tables and JSON stay well below, a bomb lies far above
RATIO_FROM_BYTES = 10_000_000  # small files may be as regular as they like
_CHUNK = 1 << 20


class SourceRefused(ValueError):
    """A source that cannot be read at all; the message is one sentence with what to do."""


@dataclass(frozen=True)
class SourceFile:
    """A file of the source: where it can be read, and its name inside the source."""

    path: Path
    name: str

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, such as ``.ndjson``."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folders and ending, in small letters."""
        return PurePosixPath(self.name).stem.lower()


def open_container(path: Path, *, scratch: Path) -> tuple[SourceFile, ...]:
    """Return the files of a source in order of name; a zip is unpacked into `scratch`.

    Raises:
        SourceRefused: when there is nothing to read, or a zip is broken or hostile.
    """
    if not path.exists():
        raise SourceRefused(f"There is no file or folder {path}: check the path.")
    if path.is_dir():
        files = _folder(path)
    elif _looks_zipped(path):
        files = _unzip(path, scratch)
    else:
        files = [SourceFile(path, path.name)]
    if not files:
        raise SourceRefused(f"{path} holds no file to read: check the path.")
    return tuple(sorted(files, key=lambda file: file.name))


def is_junk(name: str) -> bool:
    """Say whether a file is what an operating system leaves behind, not data."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _looks_zipped(path: Path) -> bool:
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"PK":
        return True
    if path.suffix.lower() == ".zip":
        raise SourceRefused(f"{path.name} is called a zip but is none: export it again.")
    return False


def _folder(path: Path) -> list[SourceFile]:
    files = []
    for file in path.rglob("*"):
        name = file.relative_to(path).as_posix()
        if is_junk(name):
            continue
        if file.is_symlink():
            raise SourceRefused(f"{name} in {path} is a link to elsewhere: replace it by the file itself.")
        if file.is_file():
            files.append(SourceFile(file, name))
        if len(files) > MOST_FILES:
            raise SourceRefused(f"{path} holds more than {MOST_FILES:,} files: load it in parts.")
    return files


def _unzip(path: Path, scratch: Path) -> list[SourceFile]:
    target = scratch / "unpacked"
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_hostile(path.name, entries, free_bytes=shutil.disk_usage(scratch).free)
            wanted = [entry for entry in entries if not is_junk(entry.filename)]
            return [_unpack(archive, entry, target / f"{at:06d}") for at, entry in enumerate(wanted)]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise SourceRefused(f"{path.name} cannot be unpacked ({_short(error)}): export it again.") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise SourceRefused(f"{path.name} is damaged ({_short(error)}): export it again.") from error


def _short(error: BaseException) -> str:
    return str(error).split("\n", 1)[0][:120] or type(error).__name__


def _refuse_hostile(archive: str, entries: list[zipfile.ZipInfo], *, free_bytes: int) -> None:
    if len(entries) > MOST_FILES:
        raise SourceRefused(f"{archive} holds more than {MOST_FILES:,} files: load it in parts.")
    seen: set[str] = set()
    for entry in entries:
        _refuse_entry(archive, entry)
        if entry.filename in seen:
            raise SourceRefused(f"{archive} holds {_named(entry)} twice: keep one of them.")
        seen.add(entry.filename)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > free_bytes // 2:
        raise SourceRefused(
            f"{archive} would take {unpacked:,} bytes unpacked, more than half of what is free: make room."
        )


def _refuse_entry(archive: str, entry: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in entry.filename:
        raise SourceRefused(f"{archive} holds a file that would land outside its folder: do not trust it.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise SourceRefused(f"{archive} holds a link, {_named(entry)}: replace it by the file itself.")
    if entry.flag_bits & 0x1:
        raise SourceRefused(f"{archive} is locked with a password: unlock it first.")
    if PurePosixPath(entry.filename).suffix.lower() == ".zip":
        raise SourceRefused(f"{archive} holds another zip, {_named(entry)}: unpack that one first.")
    is_large = entry.file_size > RATIO_FROM_BYTES
    if is_large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise SourceRefused(
            f"{_named(entry)} in {archive} would unpack to more than {MOST_RATIO} times its size: "
            "it looks like a zip bomb, so nothing was unpacked."
        )


def _named(entry: zipfile.ZipInfo) -> str:
    return ascii(entry.filename[:60])


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> SourceFile:
    folder.mkdir(parents=True)
    file = folder / f"data{PurePosixPath(entry.filename).suffix.lower()}"
    left = entry.file_size
    with archive.open(entry) as packed, file.open("wb") as out:
        while chunk := packed.read(_CHUNK):
            left -= len(chunk)
            if left < 0:  # the heading lied about the size
                raise SourceRefused(f"{_named(entry)} is larger than its zip says: it looks like a zip bomb.")
            out.write(chunk)
    return SourceFile(file, entry.filename)
