"""The codes that columns hold: activities, kinds of vacancy pool, groups, bands."""

from enum import IntEnum


class Activity(IntEnum):
    """What a person does in a month; exactly one each. Codes up to SELF_EMPLOYED are kinds of unsubsidised work."""

    FARM = 0
    CASUAL = 1
    LOCAL = 2
    REGION = 3
    OUTSIDE = 4
    SELF_EMPLOYED = 5
    POST = 6
    RELIEF = 7
    TRAINING = 8
    SEARCHING = 9
    SCHOOLING = 10
    INACTIVE = 11


ACTIVITIES = len(Activity)
LAST_WORK = Activity.RELIEF  # codes up to this one are work


class PoolKind(IntEnum):
    """Kinds of vacancy pool; every county has one of each of the first four."""

    CASUAL = 0
    LOCAL = 1
    PARK = 2
    WORKSHOP = 3
    REGION = 4
    OUTSIDE = 5


class Life(IntEnum):
    """Whether a row of Persons stands for somebody yet or still."""

    UNBORN = 0
    LIVING = 1
    DEAD = 2


class Group(IntEnum):
    """How a household came: by an ecological or poverty programme, as labour migrants, or on its own (自主迁徙)."""

    POLICY = 0
    LABOUR = 1
    SELF_MOVED = 2


class Specialty(IntEnum):
    """The line (一村一品) that most land of a settlement is under."""

    GRAIN = 0
    VEGETABLES = 1
    GOJI = 2
    GRAPES = 3


class Band(IntEnum):
    """Band of the minimum living allowance (低保 A/B/C 档): the poorer, the higher."""

    NONE = 0
    C = 1
    B = 2
    A = 3


class Watch(IntEnum):
    """Where a household stands with the monitoring of falls back into poverty (防返贫监测)."""

    NONE = 0
    UNSEEN = 1
    MONITORED = 2


EDUCATION = ("none", "primary", "junior", "senior", "tertiary")
HEALTH = ("none", "chronic, not limiting", "illness limiting work", "disability")
SETTLEMENT_LISTS = ("none", "region-led", "city- or county-led")
