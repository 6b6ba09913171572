"""FHIR R4: bundles (``*.json``) and bulk exports (``*.ndjson``), in a folder, a file or a zip."""

from lco.records.sources.fhir.reading import read

__all__ = ["read"]
