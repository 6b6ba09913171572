"""How good the records of a place are: complete, valid, timely, without duplicates, linked."""

from lco.records.quality.report import QualityRow, quality_report

__all__ = ["QualityRow", "quality_report"]
