"""What teams did in the web application, on its way back to the records: pseudonyms, days and codes."""

from lco.records.sources.work.reading import read

__all__ = ["read"]
