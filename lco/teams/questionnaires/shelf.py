"""Every questionnaire that can be asked: one JSON file each, found by looking in folders.

A place adds its own by putting a file into a folder. A changed questionnaire is a new file with a new version
beside the old one; two files that say the same address and version and differ are both refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from lco.teams.questionnaires.items import Questionnaire
from lco.teams.questionnaires.reading import QuestionnaireRefused, read_file

DEFINITIONS = Path(__file__).parent / "definitions"
# A small questionnaire to begin one's own from.
TEMPLATE = Path(__file__).parent / "template.json"


@dataclass(frozen=True)
class RefusedFile:
    """A file that is no questionnaire that can be asked, and why."""

    file: str
    why: str


@dataclass(frozen=True)
class Shelf:
    """The questionnaires found, each version by itself, and the files that were refused."""

    questionnaires: tuple[Questionnaire, ...]
    refused: tuple[RefusedFile, ...] = ()

    @cached_property
    def newest(self) -> Mapping[str, Questionnaire]:
        """The newest version of each that is offered today, by name, in the order of their titles."""
        latest: dict[str, Questionnaire] = {}
        for each in sorted(self.questionnaires, key=lambda found: version_key(found.version)):
            if each.is_offered:
                latest[each.name] = each
        return MappingProxyType(dict(sorted(latest.items(), key=lambda pair: pair[1].title)))

    def versions(self, name: str) -> tuple[Questionnaire, ...]:
        """Return all versions of the questionnaire `name`, the newest first."""
        found = (each for each in self.questionnaires if each.name == name)
        return tuple(sorted(found, key=lambda each: version_key(each.version), reverse=True))


def version_key(version: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what puts versions in order: numbers as numbers, so that 1.10 comes after 1.9."""
    parts = version.replace("-", ".").split(".")
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def read_shelf(folders: Iterable[Path]) -> Shelf:
    """Return every questionnaire of the JSON files in `folders`; a folder that is not there holds none.

    A file is read again only when it changed.
    """
    found: list[tuple[str, Questionnaire]] = []
    refused: list[RefusedFile] = []
    for path in (path for folder in folders for path in _files(folder)):
        try:
            state = path.stat()
            found.append((path.name, _read(path, state.st_mtime_ns, state.st_size)))
        except (QuestionnaireRefused, OSError) as error:
            refused.append(RefusedFile(path.name, _sentence(error)))
    alone, clashing = _apart(found)
    return Shelf(alone, tuple(refused + clashing))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.is_file()) if folder.is_dir() else []


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, _size: int) -> Questionnaire:
    return read_file(path)


def _sentence(error: Exception) -> str:
    return f"{error}" if isinstance(error, QuestionnaireRefused) else "the file cannot be read"


def _apart(
    found: list[tuple[str, Questionnaire]],
) -> tuple[tuple[Questionnaire, ...], list[RefusedFile]]:
    """Return the questionnaires that no other file contradicts, and the refusals of the others."""
    by_canonical: dict[str, set[str]] = {}
    addresses: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for _, each in found:
        by_canonical.setdefault(each.canonical, set()).add(each.checksum)
        addresses.setdefault(each.name, set()).add(each.url)
        names.setdefault(each.url, set()).add(each.name)
    alone: dict[str, Questionnaire] = {}
    refused: list[RefusedFile] = []
    for file, each in found:
        if len(by_canonical[each.canonical]) > 1:
            why = f"another file says version {each.version} differently: give one of them a new version"
        elif len(addresses[each.name]) > 1:
            why = f"another questionnaire has the id '{each.name}': give this one another"
        elif len(names[each.url]) > 1:
            why = f"other versions of '{each.title}' have another id: keep one id for all versions"
        else:
            alone[each.canonical] = each
            continue
        refused.append(RefusedFile(file, why))
    return tuple(alone.values()), refused
