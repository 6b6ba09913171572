"""Files nobody should have to load: what is in them, and what becomes of them."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.lco.records.loading import ANN, BOB, PEOPLE, condition, ndjson, patient

ZERO = b"\0"


@dataclass(frozen=True)
class Nasty:
    """A hostile source.

    `refusal` is part of the sentence it is refused with; else `reasons` are those of the rows quarantined,
    in order, and `kept` how many rows are kept.
    """

    name: str
    kind: str
    make: Callable[[Path], Path]
    refusal: str = ""
    reasons: tuple[str, ...] = ()
    kept: int = 0


def file(name: str, content: bytes | str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return out.getvalue()


def bomb(folder: Path) -> Path:
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("Patient.ndjson", "w") as out:
        for _ in range(300):
            out.write(ZERO * 1_000_000)
    return path


def lying_bomb(folder: Path) -> Path:
    """A zip whose directory says its file is small."""
    data = bytearray(archive(("Patient.ndjson", ZERO * 50_000_000)))
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.index(sign) + at
        data[start : start + 4] = (1000).to_bytes(4, "little")
    return file("lying.zip", bytes(data))(folder)


def link_entry() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("Patient.ndjson")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def locked() -> bytes:
    data = bytearray(archive(("people.csv", PEOPLE + ANN)))
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


def linked_folder(folder: Path) -> Path:
    inner = folder / "in"
    inner.mkdir()
    (inner / "people.csv").symlink_to("/etc/passwd")
    return inner


def folder_of(**files: bytes | str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        inner = folder / "in"
        inner.mkdir()
        for name, content in files.items():
            ending = "ndjson" if name[0].isupper() else "csv"
            (inner / f"{name}.{ending}").write_bytes(
                content.encode() if isinstance(content, str) else content
            )
        return inner

    return make


GOOD = ndjson(patient("p1"))
LINE = json.dumps(patient("p2"))
MILLION = ",".join(f"c{at}" for at in range(1_000_000))
LONG = "x" * 40_000
DEEP = '{"resourceType":"Patient","id":' + "[" * 100_000 + "]" * 100_000 + "}"


def nasties() -> Iterator[Nasty]:
    yield from _containers()
    yield from _lines()
    yield from _bundles()
    yield from _cells()
    yield from _tables()
    yield from _work()


def _containers() -> Iterator[Nasty]:
    people = PEOPLE + ANN
    slip = archive(("../../people.csv", people))
    for kind in ("csv", "fhir", "omop", "work"):
        yield Nasty(f"zip bomb for {kind}", kind, bomb, "looks like a zip bomb")
        yield Nasty(f"zip slip for {kind}", kind, file("slip.zip", slip), "outside its folder")
        yield Nasty(f"nothing for {kind}", kind, lambda folder: folder / "none", "There is no file or folder")
    yield Nasty("zip that lies about its size", "fhir", lying_bomb, "zip bomb|cannot be unpacked")
    yield Nasty(
        "absolute path", "csv", file("a.zip", archive(("/etc/people.csv", people))), "outside its folder"
    )
    yield Nasty(
        "backslashes", "csv", file("b.zip", archive(("..\\people.csv", people))), "outside its folder"
    )
    yield Nasty("drive letter", "csv", file("c.zip", archive(("C:people.csv", people))), "outside its folder")
    yield Nasty(
        "link in a zip", "fhir", file("l.zip", archive((link_entry(), "/etc/passwd"))), "holds a link"
    )
    yield Nasty("link in a folder", "csv", linked_folder, "link to elsewhere")
    yield Nasty("zip in a zip", "csv", file("n.zip", archive(("in.zip", archive()))), "another zip")
    yield Nasty("locked zip", "csv", file("k.zip", locked()), "locked with a password")
    whole = archive(("people.csv", people * 50))
    yield Nasty("cut-off zip", "csv", file("t.zip", whole[: len(whole) // 2]), "cannot be unpacked")
    broken = bytearray(whole)
    broken[60:70] = ZERO * 10
    yield Nasty(
        "damaged zip", "csv", file("d.zip", bytes(broken)), "damaged|cannot be unpacked|usable|heading"
    )
    yield Nasty("no zip at all", "csv", file("w.zip", "hello"), "called a zip but is none")
    yield Nasty("empty zip", "csv", file("e.zip", archive()), "no file to read")
    junk = archive(("__MACOSX/._people.csv", b"x"), (".DS_Store", b"x"))
    yield Nasty("junk alone", "csv", file("j.zip", junk), "no file to read")


def _lines() -> Iterator[Nasty]:
    def lines(name: str, *bad: bytes, reasons: tuple[str, ...], kept: int = 1) -> Nasty:
        content = GOOD.encode() + b"\n".join(bad)
        return Nasty(name, "fhir", file("Patient.ndjson", content), reasons=reasons, kept=kept)

    yield lines("cut-off line", LINE[:40].encode(), reasons=("malformed",))
    yield lines("invalid UTF-8", LINE.replace("p2", "p\xff").encode("latin-1"), reasons=("invalid_utf8",))
    yield lines("NUL in a line", LINE.encode().replace(b"p2", b"p\0"), reasons=("malformed",))
    yield lines("array for an object", b"[1, 2]", reasons=("wrong_type",))
    yield lines("two objects on a line", (LINE + LINE).encode(), reasons=("malformed",))
    yield lines("doubled key", LINE.replace('"id"', '"id": "x", "id"').encode(), reasons=(), kept=2)
    yield lines("lone surrogate", LINE.replace("p2", "\\ud800").encode(), reasons=("malformed",))
    yield lines("deep nesting", DEEP.encode(), reasons=("malformed",))
    yield lines("UTF-16 line", LINE.encode("utf-16"), reasons=("invalid_utf8",))
    yield lines("nothing but nulls", b"null", b"null", reasons=("wrong_type", "wrong_type"))
    escaped = LINE.replace('"p2"', '"p2", "name": [{"family": "a\\u0000b"}]').encode()
    yield lines("escaped NUL in a name", escaped, reasons=(), kept=2)
    with_mark = b"\xef\xbb\xbf" + GOOD.encode()
    yield Nasty("byte order mark", "fhir", file("Patient.ndjson", with_mark), reasons=("malformed",), kept=0)
    cr_only = (LINE + "\r" + LINE + "\r").encode()
    yield Nasty("CR alone", "fhir", file("Patient.ndjson", cr_only), reasons=("malformed",), kept=0)
    yield Nasty("empty lines file", "fhir", file("Patient.ndjson", ""), kept=0)
    long_line = LINE[:-1] + ', "text": "' + "x" * (20 << 20) + '"}'
    yield Nasty("line of 20 MB", "fhir", file("Patient.ndjson", GOOD + long_line), "line longer than 16 MB")


def _bundles() -> Iterator[Nasty]:
    bundle = json.dumps({"resourceType": "Bundle", "entry": [{"resource": patient("p1")}, {"resource": 7}]})
    yield Nasty("bundle with a number", "fhir", file("b.json", bundle), reasons=("wrong_type",), kept=1)
    yield Nasty("cut-off bundle", "fhir", file("c.json", bundle[:-5]), "not well-formed JSON")
    yield Nasty("bundle and more", "fhir", file("m.json", bundle + "{}"), "not well-formed JSON")
    yield Nasty("bundle in UTF-16", "fhir", file("u.json", bundle.encode("utf-16")), "not UTF-8")
    yield Nasty(
        "XML called JSON", "fhir", file("x.json", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "not well-formed"
    )
    yield Nasty("deep bundle", "fhir", file("d.json", DEEP), "not well-formed|no FHIR resource")


def _cells() -> Iterator[Nasty]:
    def people(name: str, content: bytes | str, refusal: str = "", **more: object) -> Nasty:
        return Nasty(name, "csv", file("people.csv", content), refusal, **more)  # type: ignore[arg-type]

    doubled = "person_id,born_on,born_on\n"
    yield people("doubled heading", doubled, "two columns called 'born_on'")
    yield people("a million columns", MILLION + "\n", "more than 1,000|heading without end")
    yield people("heading without end", "x" * 1_000_000, "heading without end")
    yield people("empty file", "", "is empty")
    yield people("UTF-16", (PEOPLE + ANN).encode("utf-16"), "is UTF-16")
    yield people("Parquet called CSV", b"PAR1" + ZERO * 100, "holds something else")
    yield people("unknown column", PEOPLE.strip() + ",shoe_size\n", "which people does not know")
    yield people("missing column", "person_id,sex\n", "no column 'born_on'")
    yield people("byte order mark and CRLF", ("\ufeff" + PEOPLE + ANN).replace("\n", "\r\n"), kept=1)
    yield people("CR alone in CSV", (PEOPLE + ANN).replace("\n", "\r"), kept=1)
    yield people("NUL in a cell", PEOPLE + ANN + BOB.replace("Bob", "B\0b"), kept=2)
    yield people("cell of 40,000 signs", PEOPLE + ANN + BOB.replace("Bob", LONG), kept=2)
    yield people(
        "row of a million cells", PEOPLE + ANN + "," * 1_000_000 + "\n", reasons=("wrong_cells",), kept=1
    )
    yield people("too few cells", PEOPLE + "P3\n" + ANN, reasons=("wrong_cells",), kept=1)
    yield people("quote never closed", PEOPLE + 'P3,"never\n' + ANN + BOB, reasons=("malformed",), kept=2)
    latin = (PEOPLE + ANN + BOB.replace("Bob", "Zoë")).encode("latin-1")
    yield people("latin-1", latin, reasons=("invalid_utf8",), kept=1)
    mixed = PEOPLE + ANN + "P3,,A,B,31/01/1950,male,\nP4,,A,B,01-31-1950,male,\nP5,,A,B,1950-02-30,male,\n"
    yield people("mixed dates", mixed, reasons=("wrong_type",) * 3, kept=1)
    formulas = PEOPLE + "P3,,=1+1,@SUM(A1),1950-01-31,female,\nP4,,+A1,-A1,1950-01-31,female,\n"
    yield people("formulas", formulas, kept=2)
    yield people(
        "a word nobody knows", PEOPLE + ANN + BOB.replace("male", "banana"), reasons=("unknown_word",), kept=1
    )


def _tables() -> Iterator[Nasty]:
    yield Nasty("no Parquet", "omop", file("person.parquet", "hello"), "no Parquet file or is damaged")
    cut = b"PAR1" + ZERO * 50
    yield Nasty("cut-off Parquet", "omop", file("person.parquet", cut), "no Parquet file or is damaged")
    yield Nasty("no database", "omop", file("cdm.duckdb", "hello"), "no DuckDB file")
    huge = "person_id,year_of_birth\n99999999999999999999,1950\n1,1950\n2,nineteen\n3,19500\n"
    reasons = ("wrong_type", "wrong_type", "birth_in_future")
    yield Nasty("numbers too large", "omop", file("person.csv", huge), reasons=reasons, kept=1)
    twice = folder_of(person="person_id,year_of_birth\n1,1950\n")

    def both(folder: Path) -> Path:
        inner = twice(folder)
        (inner / "more").mkdir()
        (inner / "more" / "person.csv").write_text("person_id,year_of_birth\n2,1950\n")
        return inner

    yield Nasty("a table twice", "omop", both, "is there twice")
    strangers = ndjson(condition("c1", "nobody"))
    yield Nasty(
        "events alone", "fhir", file("Condition.ndjson", strangers), reasons=("unknown_person",), kept=0
    )


def _work() -> Iterator[Nasty]:
    head = "person,judged_on,ends_before,tier,reason\n"

    def sent(name: str, content: bytes | str, *reasons: str, refusal: str = "") -> Nasty:
        return Nasty(name, "work", file("judgements.csv", content), refusal, reasons)

    line = "1,2018-03-01,,high,other\n"
    yield sent("judgements of strangers", head + line * 2, "unknown_person", "unknown_person")
    yield sent("pseudonym too large", head + line.replace("1,", "9" * 30 + ",", 1), "wrong_type")
    yield sent("pseudonym below nought", head + "-" + line, "unknown_person")
    yield sent("formula for a pseudonym", head + "=" + line, "wrong_type")
    yield sent("judgement in the wrong order", head + "2018-03-01,1,,other,high\n", "wrong_type")
    yield sent("judgement with a name", head.replace("\n", ",name\n") + "x", refusal="who a person is")
    yield sent("judgements in UTF-16", (head + line).encode("utf-16"), refusal="is UTF-16")
    yield sent("judgement with a NUL", head + line.replace("other", "ot\0her"), "unknown_word")
    yield Nasty("judgements cut off", "work", file("judgements.parquet", b"PAR1"), "no Parquet file")
