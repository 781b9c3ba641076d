"""Persons and households, row by row."""

from dataclasses import dataclass

import numpy as np

from ..fields import column
from .codes import Activity, Life
from .table import NONE, Table

Column = np.ndarray


@dataclass(eq=False)
class Persons(Table):
    """Registered members of relocated households, those still to be born included.

    A household's members are one slice of rows; rows of one settlement, and of one county, follow each other.
    """

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios; drives the person's draws", fixed=True)
    household: Column = column("i4", unit="row", doc="household", fill=NONE)
    settlement: Column = column("i4", unit="row", doc="settlement", fill=NONE, fixed=True)
    county: Column = column("i4", unit="row", doc="county of the settlement", fill=NONE, fixed=True)
    sex: Column = column("i1", unit="code", doc="0 male, 1 female", fixed=True)
    born: Column = column("i4", unit="month", doc="running month of birth", fixed=True)
    alive: Column = column("i1", unit="code", doc="0 not yet born, 1 living, 2 dead", fill=Life.LIVING)
    age: Column = column("i2", unit="years", doc="age; that of the end of 2020 until then")
    education: Column = column("i1", unit="code", doc="0 none, 1 primary, 2 junior, 3 senior, 4 tertiary", fixed=True)
    labour_from: Column = column(
        "i2", unit="years", doc="age at which one joins the labour force", fill=999, fixed=True
    )
    labour_until: Column = column("i2", unit="years", doc="age at which one leaves it", fill=999, fixed=True)
    health: Column = column("i1", unit="code", doc="0 well, 1 chronic, 2 illness limiting work, 3 disability")
    ill_left: Column = column("i1", unit="months", doc="months that a major illness still keeps from work")
    carer: Column = column(
        "i1", unit="flag", doc="main carer of a child under 3, a person over 80 or a severely ill member"
    )
    relieved: Column = column(
        "i1", unit="percent", doc="lever: part of a carer's replacement cost that a care service bears", monthly=True
    )
    labour: Column = column("i1", unit="flag", doc="counted as labour force of the household (able, of working age)")
    hard: Column = column("i1", unit="flag", doc="hard to place: 50 and older, primary schooling at most, carer or ill")
    skill: Column = column(
        "f8", unit="ratio", doc="pay relative to the mean worker of the same place", fill=1.0, fixed=True
    )
    attachment: Column = column(
        "f8", unit="score", doc="attachment to home, standard normal: the lowest leave first", fixed=True
    )
    activity: Column = column(
        "i1", unit="code", doc="what the person does this month (Activity)", fill=Activity.INACTIVE
    )
    pool: Column = column("i4", unit="row", doc="vacancy pool of work, -1 if none", fill=NONE)
    tenure: Column = column("i2", unit="months", doc="months in the present activity")
    certificate: Column = column("i1", unit="flag", doc="holds a vocational certificate from a course")
    certified: Column = column(
        "i4", unit="month", doc="month of a certificate gained in the run, -1 if none", fill=NONE
    )
    courses: Column = column("i1", unit="courses", doc="publicly paid courses taken")
    training_left: Column = column("i1", unit="months", doc="months of the course still to go")
    placement_left: Column = column("i1", unit="months", doc="months of placement help after a certificate still to go")
    post_trace: Column = column(
        "i1", unit="months", doc="4 in a welfare post; months left of the three after it in which work counts as found"
    )
    barred: Column = column("i1", unit="months", doc="months until a holder who reached the cap may take a post again")
    days: Column = column("f8", unit="days/month", doc="days worked this month")
    pay: Column = column("f8", unit="yuan/month", doc="gross pay of this month before the residence rule")
    months_worked: Column = column("i1", unit="months", doc="months with work since January")
    months_employed: Column = column(
        "i1", unit="months", doc="months with a kind of work since January, also out of season"
    )
    months_away: Column = column("i1", unit="months", doc="months of work outside the region since January")
    months_stable: Column = column("i2", unit="months", doc="longest unbroken stay in one job since January or running")
    months_subsidised: Column = column(
        "i1", unit="months", doc="months in a welfare post, work relief or training since January"
    )
    resident: Column = column("i1", unit="flag", doc="resident of the settlement in the survey's sense", fill=1)


@dataclass(eq=False)
class Households(Table):
    """Relocated households with their land, herd, loans, flags and income lines; some wait for their split."""

    key: Column = column("u8", unit="-", doc="identity shared by all scenarios", fixed=True)
    settlement: Column = column("i4", unit="row", doc="settlement", fill=NONE, fixed=True)
    county: Column = column("i4", unit="row", doc="county", fill=NONE, fixed=True)
    list: Column = column(
        "i1", unit="code", doc="key-village list: 0 none, 1 region-led, 2 city- or county-led", fixed=True
    )
    first: Column = column("i4", unit="row", doc="first member's row in Persons", fixed=True)
    slots: Column = column("i2", unit="rows", doc="rows of the slice from `first`, the unborn and the dead included")
    present: Column = column("i1", unit="flag", doc="1 from the start or since its split, 0 while it waits", fill=1)
    parent: Column = column("i4", unit="row", doc="household that it splits from, -1 if none", fill=NONE, fixed=True)
    split_year: Column = column("i2", unit="year", doc="year in whose January it splits off, 0 if never", fixed=True)
    size: Column = column("i2", unit="persons", doc="registered living members")
    group: Column = column("i1", unit="code", doc="Group: policy, labour migrant, self-moved", fixed=True)
    land: Column = column("f8", unit="mu", doc="land allotted")
    leased: Column = column("i1", unit="flag", doc="land leased out")
    origin_land: Column = column("f8", unit="mu", doc="land kept at the place of origin")
    house_gone: Column = column("i1", unit="flag", doc="old house at the origin pulled down for an award")
    herd: Column = column("f8", unit="head", doc="cattle-equivalents sold a year in a normal year")
    dibao: Column = column("i1", unit="code", doc="Band of the minimum living allowance, 0 none")
    hardship_left: Column = column("i1", unit="months", doc="months of the six-month hardship allowance still to go")
    allowance_route: Column = column("i1", unit="flag", doc="let into the allowance by a lowered exclusion")
    help_route: Column = column("i1", unit="flag", doc="hardship allowance of this fall by own application")
    at_stake: Column = column(
        "f8", unit="yuan/month", doc="benefits that a month of work of one more earner would cost"
    )
    registered_poor: Column = column("i1", unit="flag", doc="registered as poor before 2020", fixed=True)
    labour: Column = column("i2", unit="persons", doc="members counted as labour")
    pensioners: Column = column("i2", unit="persons", doc="members of 60 and older")
    employed: Column = column("i2", unit="persons", doc="members with any work this month", monthly=True)
    residents: Column = column("i2", unit="persons", doc="members resident in the survey's sense")
    hands: Column = column("f8", unit="persons", doc="members at hand for the family's farm this month", monthly=True)
    medical: Column = column("f8", unit="yuan/month", doc="medical bill of a major illness this month", monthly=True)
    loan: Column = column("f8", unit="yuan", doc="microcredit outstanding")
    loan_left: Column = column("i2", unit="months", doc="months until the microcredit is due")
    loan_route: Column = column("i1", unit="flag", doc="the microcredit was given by an added entry")
    herd_loan: Column = column("f8", unit="yuan", doc="loan on the herd outstanding")
    herd_added: Column = column(
        "f8", unit="head", doc="lever: heads sold a year added to the herd, or given up (negative)", monthly=True
    )
    herd_debt: Column = column("f8", unit="yuan", doc="lever: loan on the heads added", monthly=True)
    let: Column = column("f8", unit="share", doc="lever: share of the land let to others, 0 or 1", monthly=True)
    let_gain: Column = column(
        "f4", unit="yuan/year", doc="lever: gain by own reckoning of who let the land since 2020", monthly=True
    )
    origin_let_gain: Column = column(
        "f4", unit="yuan/year", doc="lever: the same for who let the land at the origin", monthly=True
    )
    register_gain: Column = column(
        "f4", unit="yuan/year", doc="lever: the same for who moved the household register here", monthly=True
    )
    recent: Column = column("f8", unit="yuan/year", doc="disposable income of about the last twelve months")
    watch: Column = column("i1", unit="code", doc="Watch: not below the line, below unseen, monitored")
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
    dibao_before: Column = column("i1", unit="code", doc="Band of the allowance at the end of last year")
    earned_before: Column = column("f8", unit="yuan", doc="wage, operating and property income of last year")
    quintile: Column = column(
        "i1", unit="code", doc="fifth of persons by income per head of 2020, 0 lowest (synthetic)"
    )
