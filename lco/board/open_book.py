"""The open book: how a figure came about, back to the files the records came from and the papers' lines.

Everything is read from the run's own folder, so a figure can be explained as long as its run is kept,
whatever was loaded or changed since.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from lco.store.figures import Figure
from lco.store.run_manifest import BatchUsed, DefinitionUsed
from lco.store.runs import Run


class UnknownFigure(ValueError):
    """A figure the run does not have; the message names those most like it."""


@dataclass(frozen=True)
class Entry:
    """One entry of the book: a figure, a definition, a record table, a batch, a file or a line of a paper.

    Attributes:
        id: what it is called.
        kind: ``figure``, ``definition``, ``records``, ``batch``, ``file`` or ``fact``.
        title: what it is, in words.
        says: name and text of everything known of it, in the order to be shown.
        inputs: what it was made from.
        figure: the figure itself, for entries of that kind.
    """

    id: str
    kind: str
    title: str
    says: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Entry, ...] = ()
    figure: Figure | None = None


@dataclass
class _Book:
    """Entries of one run, each made once however often it is named."""

    run: Run
    facts: Mapping[str, Mapping[str, str]]
    made: dict[str, Entry] = field(default_factory=dict)

    def entry(self, name: str) -> Entry:
        """Return the entry called `name`."""
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def _make(self, name: str) -> Entry:
        if name in self.run.figures:
            return self._figure(self.run.figures[name])
        if name in self.facts:
            return _fact(name, self.facts[name])
        first, _, rest = name.partition("/")
        if first == "records" and rest:
            return self._records(name, rest)
        definition = self.run.manifest.definition(rest if first == "score" else name)
        if definition is not None:
            return _definition(definition)
        return Entry(name, "fact", name, (("known", "only by its name"),))

    def _figure(self, figure: Figure) -> Entry:
        definition = self.run.manifest.definition(figure.definition)
        inputs = [self.entry(each) for each in figure.inputs]
        if definition is not None:
            inputs.insert(0, self.entry(definition.id))
        says = (
            ("value", value_in_words(figure)),
            ("period", figure.period),
            ("kind", figure.kind),
            ("source", figure.source),
            ("working", figure.working),
        )
        return Entry(figure.figure, "figure", figure.label, says, tuple(inputs), figure)

    def _records(self, name: str, table: str) -> Entry:
        manifest = self.run.manifest
        put_aside = sum(row.quarantined for batch in manifest.batches for row in batch.rows)
        rows = put_aside if table == "quarantine" else manifest.rows.get(table)
        says = (("rows", f"{rows:,}"),) if rows is not None else ()
        batches = tuple(self._batch(each) for each in self.run.manifest.batches)
        return Entry(name, "records", f"Record table {table}", says, batches)

    def _batch(self, batch: BatchUsed) -> Entry:
        name = f"batch/{batch.batch}"
        if name not in self.made:
            read = sum(row.read for row in batch.rows)
            kept = sum(row.kept for row in batch.rows)
            put_aside = sum(row.quarantined for row in batch.rows)
            says = (
                ("loaded", batch.loaded_at.isoformat(timespec="minutes")),
                ("rows", f"{read:,} read, {kept:,} kept, {put_aside:,} in quarantine"),
                ("checksum", f"sha256 {batch.sha256}"),
            )
            files = tuple(
                Entry(
                    f"file/{file.name}",
                    "file",
                    file.name,
                    (("bytes", f"{file.bytes:,}"), ("checksum", f"sha256 {file.sha256}")),
                )
                for file in batch.files
            )
            self.made[name] = Entry(name, "batch", f"Batch {batch.batch}, {batch.kind}", says, files)
        return self.made[name]


def _definition(definition: DefinitionUsed) -> Entry:
    says = (
        ("why", definition.why),
        ("source", definition.source),
        ("owner", f"{definition.owner}, next review {definition.next_review}"),
        ("code", f"{definition.file}, version {definition.version}"),
    )
    return Entry(definition.id, "definition", definition.title, says)


def _fact(name: str, row: Mapping[str, str]) -> Entry:
    says = (("says", row["says"]), ("source", row["source"]), ("section", row["section"]))
    return Entry(name, "fact", name, says)


def value_in_words(figure: Figure) -> str:
    """Return the value with its unit and, where it has one, its interval."""
    if figure.is_suppressed:
        return "withheld: small, or it would give a small number away"
    if figure.value is None:
        return f"no value: {figure.working[0].lower()}{figure.working[1:]}"
    value = f"{_number(figure.value)} {figure.unit}"
    if figure.lower is None or figure.upper is None:
        return value
    return f"{value} (95% interval {_number(figure.lower)} to {_number(figure.upper)})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def explain(run: Run, figure: str) -> Entry:
    """Return how a figure came about: a tree down to files and lines of papers.

    Entries that several figures share are the same object.

    Raises:
        UnknownFigure: when the run has no such figure; the message names those most like it.
    """
    if figure not in run.figures:
        near = near_matches(figure, list(run.figures))
        hint = f": did you mean {' or '.join(near)}?" if near else ": 'lco book list' names them all."
        raise UnknownFigure(f"The run {run.run_id} has no figure '{figure}'{hint}")
    return _Book(run, run.facts()).entry(figure)


def near_matches(figure: str, known: list[str], *, most: int = 3) -> list[str]:
    """Return the known figures most like a name: those that hold it, then those spelt like it."""
    wanted = figure.strip().lower().replace(" ", "_")
    holding = [name for name in known if wanted and wanted in name]
    alike = difflib.get_close_matches(wanted, known, n=most, cutoff=0.5)
    return list(dict.fromkeys([*sorted(holding, key=len)[:most], *alike]))[:most]
