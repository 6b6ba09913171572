"""The decision table and its legal grounds as a page of the reference."""

from __future__ import annotations

from collections.abc import Iterable

from lco.teams.governance.bases import bases
from lco.teams.governance.table import CONDITIONS, ROWS, Row


def governance_page() -> str:
    """Return the page in Markdown: the rows in the order they are read, then every ground with its source."""
    rows = (
        f"| {n} | {_when(row)} | {row.outcome.value} | {row.why} | {row.basis} |" for n, row in _numbered()
    )
    grounds = (f"| {each.id} | {each.title} | {each.text} | {each.source} |" for each in bases().values())
    return "\n".join(
        (
            "# Who may see what: the decision table",
            "",
            "Read from the top; the first row that fits decides. Its words and ground go into the trail.",
            "",
            "| row | when | outcome | why | ground |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "## Legal grounds",
            "",
            "[M] marks what was written from memory of the law and has to be confirmed before use.",
            "",
            "| ground | what it is | written into the trail | source |",
            "|---|---|---|---|",
            *grounds,
            "",
        )
    )


def _numbered() -> Iterable[tuple[int, Row]]:
    return enumerate(ROWS, start=1)


def _when(row: Row) -> str:
    said = [(name, getattr(row, name)) for name in CONDITIONS]
    return "; ".join(_condition(name, asked) for name, asked in said if asked is not None) or "all else"


def _condition(name: str, asked: object) -> str:
    words = name.replace("_", " ")
    if isinstance(asked, frozenset):
        return f"{words}: {' or '.join(sorted(str(each) for each in asked)).replace('_', ' ')}"
    return words if asked else f"not {words}"
