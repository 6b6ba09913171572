"""Files of codes: what a list says of itself, and its codes with the group each belongs to.

Lines that begin with ``#`` say what the file is: ``title``, ``system``, ``source``, ``version`` and
``licence``. Then a table with ``group`` and ``prefix`` (a code belongs when it begins so) or ``code``
(the whole code, unless a column ``match`` says ``prefix``); a column ``system`` serves a file with codes
of several systems. A file that says ``extends`` adds its codes to the groups of the list it names; one that
says ``replaces`` stands in its stead.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lco.store.layout import StoreRefused

MATCHES = ("prefix", "exact")
_COLUMNS = {"group", "prefix", "code", "system", "match", "note"}
_SAID = ("source", "version")


class CodeListRefused(StoreRefused):
    """A file of codes that cannot be used; the message names the file, the line and what to do.

    It is a refusal of the store, since that is where a place's own files stand: whoever opens a store and
    computes from it refuses them with the same sentence.
    """


@dataclass(frozen=True)
class Coded:
    """One line of a list: codes of a system that belong to a group.

    Attributes:
        group: the group.
        system: coding system, as the dictionary of codes names it.
        code: the code, as `normalised` writes it; empty where the line only names the group.
        is_prefix: whether codes that begin so belong too.
        line: line of the file.
    """

    group: str
    system: str
    code: str
    is_prefix: bool
    line: int


@dataclass(frozen=True)
class CodeFile:
    """A file of codes and what it says of itself.

    Attributes:
        name: its file name without the ending.
        says: the words of its header, by name.
        sha256: of the file's bytes.
        lines: its codes, in the order of the file.
    """

    name: str
    says: Mapping[str, str]
    sha256: str
    lines: tuple[Coded, ...]

    @property
    def extends(self) -> str | None:
        """Name of the list its codes are added to."""
        return self.says.get("extends")

    @property
    def replaces(self) -> str | None:
        """Name of the list its codes stand in the stead of."""
        return self.says.get("replaces")

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups, in the order they first stand in the file."""
        return tuple(dict.fromkeys(each.group for each in self.lines))


def normalised(text: str, system: str = "icd10") -> str:
    """Return a code as lists write it.

    Codes of ICD-10 stand in capitals without dots, spaces, dagger and asterisk: ``E11.2 D`` is ``E112``.
    Codes of other systems are kept as they are, for Read codes tell capitals from small letters.
    """
    code = text.strip()
    if not system.startswith("icd10"):
        return code
    code = code.upper().removesuffix(" D").removesuffix(" A")
    kept = "".join(letter for letter in code if letter.isalnum())
    # A dagger or asterisk code carries a fifth letter, and X fills an empty fourth place.
    return kept[:3] if len(kept) == 4 and kept.endswith("X") else kept


@dataclass(frozen=True)
class Terminology:
    """What a place's own files add.

    Attributes:
        files: the files of codes, by their name.
        maps: (system, code) to the codes of other systems it stands for.
        weights: name of a file of weights to edition to group to weight.
    """

    files: Mapping[str, CodeFile] = field(default_factory=dict)
    maps: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)

    def added_to(self, name: str) -> tuple[CodeFile, ...]:
        """Return the files that add codes to the list of that name."""
        return tuple(each for each in self.files.values() if each.extends == name)

    def replacing(self, name: str) -> tuple[CodeFile, ...]:
        """Return the files that stand in the stead of the list of that name."""
        return tuple(each for each in self.files.values() if each.replaces == name)

    def mapped(self, system: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return the (system, code) pairs a code stands for besides itself."""
        return self.maps.get((system, normalised(text, system)), ()) if self.maps else ()


def headed(path: Path) -> tuple[dict[str, str], list[tuple[int, list[str]]], str]:
    """Return the words of a file's header, its other rows with their line, and its SHA-256.

    Raises:
        CodeListRefused: when it is no text, or a line of the header has no colon.
    """
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise CodeListRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CodeListRefused(f"{path.name} cannot be read as text: save it as CSV in UTF-8.") from error
    says: dict[str, str] = {}
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            name, colon, words = line.lstrip("# ").partition(":")
            if not colon or not words.strip():
                raise CodeListRefused(
                    f"{path.name}, line {number}: write '# name: words', such as '# version: 1'."
                )
            says[name.strip().lower()] = words.strip()
        elif line.strip():
            rows.append((number, [cell.strip() for cell in next(csv.reader([line]))]))
    return says, rows, hashlib.sha256(content).hexdigest()


def table_rows(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows under the first, which names the columns, with their line.

    Raises:
        CodeListRefused: when there is no row, or one has more or fewer cells than the first.
    """
    if not rows:
        raise CodeListRefused(f"{path.name} has no rows: its first row names the columns.")
    header = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            raise CodeListRefused(
                f"{path.name}, line {number}: it has {len(cells)} cells, the first row has {len(header)}."
            )
        yield number, dict(zip(header, cells, strict=True))


def read_codes(path: Path) -> CodeFile:
    """Return a file of codes.

    Raises:
        CodeListRefused: when it does not say its source or version, or a line cannot be used.
    """
    says, rows, sha256 = headed(path)
    for word in _SAID:
        if word not in says:
            raise CodeListRefused(f"The code list {path.name} does not say its {word}: add '# {word}: ...'.")
    _check_columns(path, rows)
    lines = tuple(_coded(path, number, row, says) for number, row in table_rows(path, rows))
    return CodeFile(path.stem, says, sha256, lines)


def _check_columns(path: Path, rows: list[tuple[int, list[str]]]) -> None:
    header = rows[0][1] if rows else []
    if strange := sorted(set(header) - _COLUMNS):
        raise CodeListRefused(
            f"{path.name}, line {rows[0][0]}: there is no column '{strange[0]}', "
            f"it must be one of {', '.join(sorted(_COLUMNS))}."
        )
    if "group" not in header or ("prefix" in header) == ("code" in header):
        raise CodeListRefused(f"{path.name} must have the columns 'group' and either 'prefix' or 'code'.")


def _coded(path: Path, number: int, row: Mapping[str, str], says: Mapping[str, str]) -> Coded:
    where = f"{path.name}, line {number}"
    system = row.get("system") or says.get("system", "")
    if not row["group"]:
        raise CodeListRefused(f"{where}: it names no group.")
    if not system:
        raise CodeListRefused(f"{where}: it names no coding system, such as icd10, snomed or read2.")
    match = row.get("match") or ("prefix" if "prefix" in row else "exact")
    if match not in MATCHES:
        raise CodeListRefused(f"{where}: '{match}' is no way to match, it must be prefix or exact.")
    code = normalised(row.get("prefix") or row.get("code") or "", system)
    return Coded(row["group"], system, code, match == "prefix", number)
