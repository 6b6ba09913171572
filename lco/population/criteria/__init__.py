"""Criteria: who belongs to a cohort or a segment, said by fields of the people list, and read from files."""

from lco.population.criteria.criterion import Criteria, Criterion, criterion
from lco.population.criteria.definition import CohortDefinition, read_definition, write_definition
from lco.population.criteria.field import Comparison, CriteriaRefused, Field, FieldKind
from lco.population.criteria.fields import FIELDS

__all__ = [
    "FIELDS",
    "CohortDefinition",
    "Comparison",
    "Criteria",
    "CriteriaRefused",
    "Criterion",
    "Field",
    "FieldKind",
    "criterion",
    "read_definition",
    "write_definition",
]
