"""Plans made up by Hypothesis: few ids, so that two writers meet."""

from __future__ import annotations

from hypothesis import strategies as st

from lco.teams.plans.content import Content, Entry, entry, with_section

IDS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from(["one", "two", "three", "My garden, my cats"])


def entries() -> st.SearchStrategy[tuple[Entry, ...]]:
    """A section of a few entries, each with an id of its own."""
    one = st.builds(lambda id, text, more: entry(id, {"text": text, "more": more}), IDS, TEXTS, TEXTS)
    return st.lists(one, max_size=4, unique_by=lambda each: each.id).map(tuple)


def contents() -> st.SearchStrategy[Content]:
    """A plan of a few sections."""

    def together(sections: dict[str, tuple[Entry, ...]]) -> Content:
        made: Content = {}
        for section, kept in sections.items():
            made = with_section(made, section, kept)
        return made

    return st.dictionaries(st.sampled_from(["x", "y", "z"]), entries(), max_size=3).map(together)
