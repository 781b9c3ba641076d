"""Places and what they offer: settlements, posts, vacancy pools, counties with their hosts."""

from dataclasses import dataclass

import numpy as np

from ..fields import column
from .table import NONE, Table

Column = np.ndarray


@dataclass(eq=False)
class Settlements(Table):
    """Synthetic settlements; never mapped to a named village."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios")
    county: Column = column("i4", unit="row", doc="county", fill=NONE)
    track: Column = column("i1", unit="code", doc="0 village, 1 town")
    persons: Column = column("i4", unit="persons", doc="registered persons simulated here")
    labour: Column = column("i4", unit="persons", doc="labour force simulated here")
    labour_2020: Column = column("f8", unit="persons", doc="the same at the end of 2020, by which programmes plan")
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
    specialty: Column = column("i1", unit="code", doc="Specialty: line that most land is under")
    planted: Column = column("i2", unit="year", doc="year in which perennials were planted")
    water: Column = column("f8", unit="share", doc="share of the land that water allows to farm", fill=1.0)
    water_added: Column = column(
        "f8",
        unit="share",
        doc="lever: share of the land that works water, or that cuts dry out (negative)",
        monthly=True,
    )
    drought_avoided: Column = column(
        "f8", unit="share", doc="lever: share of a drought's loss that works avoid", monthly=True
    )
    crop_gain: Column = column(
        "f8", unit="share", doc="lever: net crop income that better yields add, where it is positive", monthly=True
    )
    turned: Column = column("f8", unit="share", doc="lever: share of the land turned to a new line", monthly=True)
    turned_line: Column = column("i1", unit="code", doc="lever: Specialty of the land turned", monthly=True)
    turned_young: Column = column(
        "f8", unit="share", doc="lever: share of the land turned that does not bear yet", monthly=True
    )
    turning_cost: Column = column(
        "f8", unit="yuan/mu/yr", doc="lever: what growers spend on planting, a mu of all land, 2020", monthly=True
    )
    ledger: Column = column(
        "f8", unit="share", doc="lever: share of the vacancies unknown to seekers that a ledger shows", monthly=True
    )
    retention: Column = column(
        "f8", unit="share", doc="lever: share of the endings of outside work that retention avoids", monthly=True
    )
    retention_bonus: Column = column(
        "f8", unit="yuan/month", doc="lever: bonus to a person in stable work outside the region", monthly=True
    )
    rewarded: Column = column("i4", unit="persons", doc="persons paid a retention bonus this month", monthly=True)
    relief_places: Column = column("f8", unit="places", doc="lever: work-relief places of this month", monthly=True)
    relief_pay: Column = column("f8", unit="yuan/month", doc="lever: pay of a work-relief place", monthly=True)
    relief_filled: Column = column("i4", unit="persons", doc="persons in work relief this month", monthly=True)
    crop_lost: Column = column(
        "f8", unit="share", doc="shock: crop income lost besides the year's drought", monthly=True
    )
    herd_lost: Column = column("f8", unit="yuan/head", doc="shock: net income a head sold that is lost", monthly=True)
    illness: Column = column(
        "f8", unit="ratio", doc="shock: chance of a major illness against the usual one", fill=1.0, monthly=True
    )
    start_places: Column = column("f8", unit="starts/month", doc="lever: helped starts of own business", monthly=True)
    started: Column = column("i4", unit="persons", doc="helped starts of this month", monthly=True)
    school_share: Column = column(
        "f8", unit="share", doc="lever: school leavers without regular work who are sent to school", monthly=True
    )
    enrolled: Column = column("i4", unit="persons", doc="school leavers enrolled this month", monthly=True)


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
    operating: Column = column("f8", unit="ratio", doc="firms that operate against those of 2020", fill=1.0)
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
    subsidised_places: Column = column(
        "f8", unit="hires/month", doc="lever: hires of the hard to place that a subsidy is paid for", monthly=True
    )
    subsidy_share: Column = column(
        "f8", unit="share", doc="lever: part of a subsidised worker's yearly pay that the subsidy covers", monthly=True
    )
    subsidised_hired: Column = column("i4", unit="persons", doc="subsidised hires of this month", monthly=True)
    dismissed: Column = column("i4", unit="persons", doc="relocated people dismissed this month", monthly=True)
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
    outside_lost: Column = column("f8", unit="share", doc="shock: openings outside the region lost", monthly=True)
    outside_early: Column = column(
        "f8", unit="share", doc="shock: workers outside the region who lose their job this month", monthly=True
    )
    closed: Column = column("f8", unit="share", doc="shock: work of the county's people that stops", monthly=True)
