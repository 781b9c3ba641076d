"""What exists in the model world, and in which unit."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from ..fields import column
from .table import NONE, Table

Column = np.ndarray


class Activity(IntEnum):
    """What a person does in a month; exactly one each. Codes up to SELF_EMPLOYED are kinds of unsubsidised work."""

    FARM = 0
    CASUAL = 1
    LOCAL = 2
    REGION = 3
    OUTSIDE = 4
    SELF_EMPLOYED = 5
    POST = 6
    TRAINING = 7
    SEARCHING = 8
    INACTIVE = 9


class PoolKind(IntEnum):
    """Kinds of vacancy pool."""

    CASUAL = 0
    LOCAL = 1
    PARK = 2
    REGION = 3
    OUTSIDE = 4


class Group(IntEnum):
    """How a household came: by an ecological or poverty programme, as labour migrants, or on its own (自主迁徙)."""

    POLICY = 0
    LABOUR = 1
    SELF_MOVED = 2


EDUCATION = ("none", "primary", "junior", "senior", "tertiary")
HEALTH = ("none", "chronic, not limiting", "illness limiting work", "disability")
SETTLEMENT_LISTS = ("none", "region-led", "city- or county-led")


@dataclass(eq=False)
class Persons(Table):
    """Registered members of relocated households; a household's members are one slice of rows."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios; drives the person's draws")
    household: Column = column("i4", unit="row", doc="household", fill=NONE)
    settlement: Column = column("i4", unit="row", doc="settlement", fill=NONE)
    county: Column = column("i4", unit="row", doc="county of the settlement", fill=NONE)
    sex: Column = column("i1", unit="code", doc="0 male, 1 female")
    age: Column = column("i2", unit="years", doc="age at the end of 2020")
    education: Column = column("i1", unit="code", doc="0 none, 1 primary, 2 junior, 3 senior, 4 tertiary")
    health: Column = column("i1", unit="code", doc="0 well, 1 chronic, 2 illness limiting work, 3 disability")
    carer: Column = column(
        "i1", unit="flag", doc="main carer of a child under 3, a person over 80 or a severely ill member"
    )
    labour: Column = column("i1", unit="flag", doc="counted as labour force of the household (able, of working age)")
    hard: Column = column("i1", unit="flag", doc="hard to place: 50 and older, primary schooling at most, carer or ill")
    skill: Column = column("f8", unit="ratio", doc="pay relative to the mean worker of the same place", fill=1.0)
    attachment: Column = column("f8", unit="score", doc="attachment to home, standard normal: the lowest leave first")
    activity: Column = column(
        "i1", unit="code", doc="what the person does this month (Activity)", fill=Activity.INACTIVE
    )
    pool: Column = column("i4", unit="row", doc="vacancy pool of work, -1 if none", fill=NONE)
    tenure: Column = column("i2", unit="months", doc="months in the present activity")
    certificate: Column = column("i1", unit="flag", doc="holds a vocational certificate from a course")
    courses: Column = column("i1", unit="courses", doc="publicly paid courses taken")
    training_left: Column = column("i1", unit="months", doc="months of the course still to go")
    placement_left: Column = column("i1", unit="months", doc="months of placement help after a certificate still to go")
    barred: Column = column("i1", unit="months", doc="months until a holder who reached the cap may take a post again")
    days: Column = column("f8", unit="days/month", doc="days worked this month", monthly=True)
    pay: Column = column("f8", unit="yuan/month", doc="gross pay of this month before the residence rule", monthly=True)
    months_worked: Column = column("f8", unit="months", doc="months with work since January")
    months_employed: Column = column(
        "f8", unit="months", doc="months with a kind of work since January, also out of season"
    )
    months_away: Column = column("f8", unit="months", doc="months of work outside the region since January")
    months_stable: Column = column("f8", unit="months", doc="longest unbroken stay in one job since January or running")
    months_subsidised: Column = column("f8", unit="months", doc="months in a welfare post or in training since January")
    pay_year: Column = column("f8", unit="yuan", doc="gross pay since January")
    resident: Column = column("i1", unit="flag", doc="resident of the settlement in the survey's sense", fill=1)


@dataclass(eq=False)
class Households(Table):
    """Relocated households with their land, herd, flags and income lines."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios")
    settlement: Column = column("i4", unit="row", doc="settlement", fill=NONE)
    county: Column = column("i4", unit="row", doc="county", fill=NONE)
    first: Column = column("i4", unit="row", doc="first member's row in Persons")
    size: Column = column("i2", unit="persons", doc="registered members")
    group: Column = column("i1", unit="code", doc="Group: policy, labour migrant, self-moved")
    land: Column = column("f8", unit="mu", doc="land allotted")
    leased: Column = column("i1", unit="flag", doc="land leased out")
    herd: Column = column("f8", unit="head", doc="cattle-equivalents sold a year in a normal year")
    dibao: Column = column("i1", unit="flag", doc="receives the minimum living allowance")
    registered_poor: Column = column("i1", unit="flag", doc="registered as poor before 2020")
    labour: Column = column("i2", unit="persons", doc="members counted as labour")
    pensioners: Column = column("i2", unit="persons", doc="members of 60 and older")
    employed: Column = column("i2", unit="persons", doc="members with any work this month", monthly=True)
    residents: Column = column("i2", unit="persons", doc="members resident in the survey's sense")
    wage: Column = column("f8", unit="yuan/month", doc="wages of resident members", monthly=True)
    operating: Column = column("f8", unit="yuan/month", doc="net income of farm and own business", monthly=True)
    property: Column = column("f8", unit="yuan/month", doc="net property income", monthly=True)
    transfer: Column = column(
        "f8", unit="yuan/month", doc="net transfers, remittances in, contributions out", monthly=True
    )
    away: Column = column(
        "f8", unit="yuan/month", doc="pay of members who are no residents, less what they send home", monthly=True
    )
    wage_year: Column = column("f8", unit="yuan", doc="wages since January")
    operating_year: Column = column("f8", unit="yuan", doc="net operating income since January")
    property_year: Column = column("f8", unit="yuan", doc="net property income since January")
    transfer_year: Column = column("f8", unit="yuan", doc="net transfers since January")
    away_year: Column = column("f8", unit="yuan", doc="pay kept by members who are no residents since January")
    quintile: Column = column(
        "i1", unit="code", doc="fifth of persons by income per head of 2020, 0 lowest (synthetic)"
    )


@dataclass(eq=False)
class Settlements(Table):
    """Synthetic settlements; never mapped to a named village."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios")
    county: Column = column("i4", unit="row", doc="county", fill=NONE)
    list: Column = column("i1", unit="code", doc="key-village list: 0 none, 1 region-led, 2 city- or county-led")
    track: Column = column("i1", unit="code", doc="0 village, 1 town")
    persons: Column = column("i4", unit="persons", doc="registered persons simulated here")
    labour: Column = column("i4", unit="persons", doc="labour force simulated here")
    count: Column = column("f8", unit="settlements", doc="real settlements that the row stands for", fill=1.0)
    brokers: Column = column("f8", unit="brokers", doc="labour brokers of 2020, at simulated scale")
    training_places: Column = column(
        "f8", unit="places/month", doc="lever: course places added this month", monthly=True
    )
    training_kept: Column = column(
        "f8", unit="share", doc="lever: share of the 2020 course places kept", fill=1.0, monthly=True
    )
    organised_places: Column = column(
        "f8", unit="offers/month", doc="lever: organised outside offers added", monthly=True
    )
    brokers_kept: Column = column(
        "f8", unit="share", doc="lever: share of the 2020 brokers kept", fill=1.0, monthly=True
    )
    transport_grant: Column = column(
        "f8", unit="yuan/year", doc="lever: grant to a person working outside the region", monthly=True
    )
    training_capacity: Column = column(
        "f8", unit="places/month", doc="course places of this month, before rounding", monthly=True
    )
    trained: Column = column("i4", unit="persons", doc="course intake of this month", monthly=True)
    organised_capacity: Column = column(
        "f8", unit="offers/month", doc="organised offers of this month, before rounding", monthly=True
    )
    placed: Column = column(
        "i4", unit="persons", doc="organised placements outside the county of this month", monthly=True
    )
    granted: Column = column("i4", unit="persons", doc="persons paid a transport grant this month", monthly=True)


@dataclass(eq=False)
class Posts(Table):
    """Public-welfare posts, one row a settlement (the same row number as the settlement)."""

    settlement: Column = column("i4", unit="row", doc="settlement", fill=NONE)
    stock: Column = column("f8", unit="posts", doc="posts of 2020 at simulated scale")
    added: Column = column("f8", unit="posts", doc="lever: posts added", monthly=True)
    kept: Column = column("f8", unit="share", doc="lever: share of the 2020 posts kept", fill=1.0, monthly=True)
    capacity: Column = column("f8", unit="posts", doc="posts of this month, before rounding", monthly=True)
    places: Column = column("i4", unit="posts", doc="posts open this month")
    filled: Column = column("i4", unit="posts", doc="posts taken this month")
    waiting: Column = column(
        "i4", unit="persons", doc="eligible applicants left without a post this month", monthly=True
    )


@dataclass(eq=False)
class Enterprises(Table):
    """Vacancy pools by kind and county; region-wide and outside pools have county -1."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios")
    kind: Column = column("i1", unit="code", doc="PoolKind")
    county: Column = column("i4", unit="row", doc="county, -1 for region and outside", fill=NONE)
    stock: Column = column(
        "f8", unit="places", doc="places of 2020 at simulated scale; person-days a month in season for casual pools"
    )
    kept: Column = column("f8", unit="share", doc="lever: share of the 2020 places kept", fill=1.0, monthly=True)
    added: Column = column("f8", unit="places", doc="lever: places added", monthly=True)
    capacity: Column = column("f8", unit="places", doc="places of this month, before rounding", monthly=True)
    places: Column = column("i4", unit="places", doc="places open this month")
    migrants: Column = column("i4", unit="persons", doc="relocated people at work in the pool")
    hosts: Column = column("f8", unit="persons", doc="hosts at work in the pool, at simulated scale")
    reserved: Column = column(
        "f8",
        unit="share",
        doc="lever: share of the vacancies kept for relocated people; 0 is open to all",
        monthly=True,
    )
    pay_ratio: Column = column(
        "f8", unit="ratio", doc="lever: pay against the usual pay of the kind", fill=1.0, monthly=True
    )
    hired: Column = column("i4", unit="persons", doc="relocated people hired this month", monthly=True)
    worker_days: Column = column("f8", unit="days/month", doc="days that a casual worker gets this month", monthly=True)


@dataclass(eq=False)
class Counties(Table):
    """Counties with their hosts as counts."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios (administrative order)")
    residents: Column = column("f8", unit="persons", doc="census residents 2020, at simulated scale")
    migrants: Column = column("f8", unit="persons", doc="relocated people settled, at simulated scale")
    hosts: Column = column("f8", unit="persons", doc="rural hosts, at simulated scale")
    host_labour: Column = column("f8", unit="persons", doc="labour force of the rural hosts, at simulated scale")
    host_casual: Column = column("f8", unit="persons", doc="hosts in casual day labour, at simulated scale")
    host_seekers: Column = column("f8", unit="persons", doc="hosts looking for a local job, at simulated scale")
