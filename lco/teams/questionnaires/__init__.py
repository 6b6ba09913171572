"""Questionnaires: read from FHIR R4 definitions, asked, answered, scored and given out again."""
