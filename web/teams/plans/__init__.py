"""One shared care plan a person: versions, sections, agreement."""
