"""The short lists of codes that stand in record tables as small integers."""

from __future__ import annotations

from enum import IntEnum


class Sex(IntEnum):
    """Sex as registered, in the codes of the NHS Data Dictionary."""

    NOT_KNOWN = 0
    MALE = 1
    FEMALE = 2
    INDETERMINATE = 9


class Ethnicity(IntEnum):
    """The five census groups and one for not known."""

    NOT_KNOWN = 0
    ASIAN = 1
    BLACK = 2
    MIXED = 3
    WHITE = 4
    OTHER = 5


class AdmissionMethod(IntEnum):
    """How a hospital spell began."""

    NOT_KNOWN = 0
    ELECTIVE = 1
    EMERGENCY = 2
    MATERNITY = 3


class AttendanceKind(IntEnum):
    """Where an unplanned attendance took place."""

    NOT_KNOWN = 0
    EMERGENCY_DEPARTMENT = 1
    WALK_IN_CENTRE = 3


class Setting(IntEnum):
    """Where care was given or a cost fell."""

    NOT_KNOWN = 0
    GENERAL_PRACTICE = 1
    COMMUNITY = 2
    OUTPATIENT = 3
    MENTAL_HEALTH = 4
    SOCIAL_CARE = 5
    INPATIENT = 6
    EMERGENCY_DEPARTMENT = 7
    PRESCRIBING = 8


class PackageKind(IntEnum):
    """Kind of social care package."""

    NOT_KNOWN = 0
    HOME_CARE = 1
    REABLEMENT = 2
    RESIDENTIAL = 3
    NURSING = 4
    DIRECT_PAYMENT = 5


class JudgedTier(IntEnum):
    """The tier somebody who knows the person judges to be right."""

    HIGH = 1
    RISING = 2
    LOW = 3


class JudgementReason(IntEnum):
    """Why the tier of the list is judged to be another."""

    NOT_KNOWN = 0
    ILLNESS_NOT_RECORDED = 1
    GETTING_WORSE = 2
    HOME_OR_CARER = 3
    WELL_SUPPORTED = 4
    STABLE = 5
    RECORDS_WRONG = 6
    END_OF_LIFE = 7
    OWN_WISH = 8
    OTHER = 9
