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


class CaseState(IntEnum):
    """Where a person stands in case management; the names are those of `lco.teams.workflow.State`."""

    FOUND = 1
    INCLUDED = 2
    INVITED = 3
    CONSENTED = 4
    ASSESSED = 5
    LISTED = 6
    DISCUSSED = 7
    PLAN_AGREED = 8
    ACTIVE = 9
    REVIEW_DUE = 10
    REVIEWED = 11
    EXCLUDED = 12
    DECLINED = 13
    STEPPED_DOWN = 14
    DIED = 15
    WITHDRAWN = 16


class CaseAct(IntEnum):
    """What a team did on a case; the names are those of `lco.teams.workflow.Act`."""

    INCLUDE = 1
    EXCLUDE = 2
    INVITE = 3
    AGREE = 4
    DECLINE = 5
    BEST_INTERESTS = 6
    ASSESS = 7
    LIST_FOR_MEETING = 8
    DISCUSS = 9
    AGREE_PLAN = 10
    START = 11
    FALL_DUE = 12
    REVIEW = 13
    CONTINUE = 14
    STEP_UP = 15
    STEP_DOWN = 16
    TRANSFER = 17
    RECORD_DEATH = 18
    WITHDRAW = 19
    APPOINT = 20
    REOPEN = 21
    UNLIST = 22


class CaseSource(IntEnum):
    """How a person came to a team's notice."""

    TIER_LIST = 1
    REFERRAL = 2
    HOSPITAL_FLAG = 3
    JUDGEMENT = 4
    RECORD_FLAG = 5


class TaskState(IntEnum):
    """How far something somebody promised to do is."""

    OPEN = 1
    DONE = 2
    CANCELLED = 3


class OptOutKind(IntEnum):
    """What a person does not want their records used for."""

    NATIONAL = 1
    STRATIFICATION = 2
