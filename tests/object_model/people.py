"""Persons, what they decide and what happens to them; households, where their pay comes together."""

from bisect import bisect
from itertools import accumulate
from math import exp, inf, log

from migrant_sim.state import LAST_WORK, Activity, PoolKind, Watch

from .given import Copy

WORKSHOP_AGE = 40  # years: workshops take women from this age, beside carers and the hard to place
MOST_COURSES, OLDEST_TRAINEE = 3, 59  # paid courses of a person; years
SETTLED = 6  # months of work outside from which a retention bonus is paid, and keeps people
DISABLED, LEAST_DAYS = 3, 5.0  # code of health; days of a month that counts as worked


def either(one: float, other: float) -> float:
    """The chance of at least one of two independent events."""
    return 1.0 - (1.0 - one) * (1.0 - other)


class Household(Copy):
    GIVEN = "land leased dibao at_stake watch"

    def __init__(self, model, table, row):
        super().__init__(model, table, row)
        self.members = []

    @property
    def farms(self):
        return self.land > 0.0 and not self.leased

    def earn(self):
        """Pay of residents is wage, of others a part arrives as transfer; own business is operating income."""
        for member in self.members:
            member.work_for_pay()
        own = {member for member in self.members if member.activity == Activity.SELF_EMPLOYED}
        self.operating = sum(member.pay for member in own)
        self.wage = sum(member.pay for member in self.members if member.resident and member not in own)
        sent = sum(member.pay for member in self.members if not member.resident and member not in own)
        self.transfer = sent * self.model.earnings.remittance_share
        self.away = sent - self.transfer


class Person(Copy):
    TRAITS = """key household settlement pool sex age education health carer labour hard skill attachment resident
        months_away activity tenure certificate certified courses training_left placement_left barred"""

    def __init__(self, model, table, row, settlements, pools, households):
        super().__init__(model, table, row)
        self.home, self.settlement = households[self.household], settlements[self.settlement]
        self.county, self.pool = self.settlement.county, pools[self.pool] if self.pool >= 0 else None
        self.home.members.append(self)
        for place in filter(None, (self.settlement, self.county, self.pool)):
            place.people.add(self)

    def move(self, activity, why, pool=None):
        """Leave what I did; tenure starts anew."""
        if self.pool:
            self.pool.people.discard(self)
        if pool:
            pool.people.add(self)
        self.activity, self.pool, self.tenure = activity, pool, 0
        self.model.moves[why] += 1

    # --- separation

    def live_another_month(self):
        """Of the labour force, unless ill or at school."""
        if self.labour and self.activity <= Activity.SEARCHING:
            self.tenure += 1
            if self.activity <= Activity.SELF_EMPLOYED and self.draw("separation") < self.chance_to_leave():
                self.move(Activity.SEARCHING, "separation")

    def chance_to_leave(self):
        """Newcomers away may fail, and not all go back outside after the festival; retention keeps the settled."""
        rules, doing = self.model.labour, self.activity
        chance = min(rules.separation * self.model.multiple.get(doing, 1.0), 1.0)
        if doing == Activity.OUTSIDE and self.model.after_festival:
            chance = either(chance, rules.no_return)
        if doing in (Activity.REGION, Activity.OUTSIDE) and self.tenure == 1:
            chance = either(chance, rules.failure)
        settled = doing == Activity.OUTSIDE and self.tenure >= SETTLED
        return chance * (1.0 - min(self.settlement.retention, 1.0)) if settled else chance

    # --- what work is worth

    def suits(self, pool):
        """Workshops take carers, the hard to place, and women from an age on."""
        return pool.kind != PoolKind.WORKSHOP or self.carer or self.hard or self.sex == 1 and self.age >= WORKSHOP_AGE

    def pay_at(self, pool):
        return self.model.usual_pay[pool.kind == PoolKind.REGION] * pool.pay_ratio * self.skill

    def cost_of(self, pool):
        """Benefits lost, work on the family's land, travel, care; workshops are near home and leave time for care."""
        cost = self.home.at_stake + self.model.home_production * self.home.farms
        return cost if pool.kind == PoolKind.WORKSHOP else cost + self.model.commuting + self.model.care * self.carer

    def accepts(self, pool):
        return self.suits(pool) and self.pay_at(pool) >= self.cost_of(pool)

    def would_leave_region(self):
        """Main carers stay; others leave if attachment is low, the grant high, and few benefits are lost."""
        gain, pay = self.settlement.transport_grant - 12.0 * self.home.at_stake, self.model.outside_pay
        ratio = 1.0 + gain / pay if pay > 0.0 else 1.0
        if self.carer or ratio <= 0.0:
            return False
        return self.attachment < self.model.usual_limit + log(ratio) / self.model.labour.attachment_spread

    # --- search

    @property
    def looks_for_work(self):
        return self.labour == 1 and self.activity in (Activity.SEARCHING, Activity.CASUAL)

    def effort(self, pool):
        """By the part of pay that is left after the costs of work; less (or more) of it on the allowance."""
        rules, pay, cost = self.model.labour, self.pay_at(pool), self.cost_of(pool)
        effort = (1.0 - cost / pay) ** rules.effort_elasticity if pay > cost else 0.0
        return effort * (1.0 + rules.allowance_response) if self.home.dibao else effort

    def succeeds(self, purpose, chance):
        """Try; the holder of a new certificate has a second try, with help and so without effort."""
        return self.draw(purpose) < either(chance, self.model.second_try if self.placement_left else 0.0)

    def applies(self):
        """Once a month for all regular local jobs; a ledger shows vacancies that one would not have heard of."""
        rules, pools = self.model.labour, self.county.pools
        known = rules.local_application if self.activity == Activity.SEARCHING else rules.casual_application
        effort, workshop = self.effort(pools[PoolKind.LOCAL]), pools[PoolKind.WORKSHOP]
        if workshop.places and self.suits(workshop):
            effort = max(effort, self.effort(workshop))
        return self.succeeds("application", either(known, self.settlement.ledger) * effort)

    def accepts_broker(self):
        region = self.model.distant_pools[Activity.REGION]
        return self.would_leave_region() or not self.carer and self.accepts(region)

    def leave_with_broker(self):
        where = Activity.OUTSIDE if self.would_leave_region() else Activity.REGION
        self.move(where, "organised offer", self.model.distant_pools[where])

    def look_around(self):
        """Find work by myself; chances and the shares of the kinds of work, by what I may do, are matched to 2020."""
        rules, pools = self.model.labour, self.county.pools
        chance = (rules.finding_hard if self.hard else rules.finding_prime) * self.model.economy.pace
        chance *= self.effort(pools[PoolKind.LOCAL])
        if self.labour and self.activity == Activity.SEARCHING and self.succeeds("finding", chance):
            shares = self.model.economy.channels[4 * self.sex + 2 * self.home.farms + self.would_leave_region()]
            kind = Activity(bisect(list(accumulate(shares))[:-1], self.draw("channel")))
            elastic = {Activity.CASUAL: pools[PoolKind.CASUAL], **self.model.distant_pools}
            self.move(kind, "other work", elastic.get(kind))
        self.placement_left = max(self.placement_left - 1, 0)

    # --- posts and courses

    def need_of_post(self):
        """0 before 1; infinite for those not eligible, barred, or looking for work since this month only."""
        if self.activity != Activity.SEARCHING or self.tenure == 0 or self.barred:
            return inf
        nobody_works = all(member.activity > LAST_WORK for member in self.home.members)
        if self.health == DISABLED or self.home.watch == Watch.MONITORED or nobody_works:
            return 0
        return 1 if self.hard else inf

    def begin_course(self):
        self.move(Activity.TRAINING, "course")
        self.courses, self.training_left = self.courses + 1, int(self.model.training.course_months)

    def study(self):
        """Another month; at the end most get a certificate, and with it help in the search."""
        self.training_left -= 1
        if self.training_left <= 0:
            self.move(Activity.SEARCHING, "course end")
            if self.draw("certificate") < self.model.training.certificate_rate:
                self.certificate, self.certified = 1, self.certified if self.certificate else self.model.month
                self.placement_left = int(self.model.training.placement_months)

    # --- work and pay

    def work_for_pay(self):
        self.days, self.pay = self.days_and_pay()
        self.months_away += self.activity == Activity.OUTSIDE and self.days >= LEAST_DAYS

    def days_and_pay(self):
        """Regular work may pause for a month; a post pays everybody the same, the own farm only its household."""
        economy, doing, full = self.model.economy, self.activity, self.model.earnings.full_days
        if doing == Activity.FARM:
            return full * economy.farm_active, 0.0
        if doing == Activity.CASUAL:
            days = self.pool.days_each() * economy.open_share
            return days, days * economy.wage[doing] * self.skill
        if doing == Activity.POST:
            return full, self.model.earnings.post_pay_rule * economy.rural_mean_last_year
        if doing > Activity.SELF_EMPLOYED or self.draw("at work") >= self.model.chance_at_work(doing):
            return 0.0, 0.0
        part = self.model.day_share[doing] * economy.open_share
        pay = economy.wage[doing] * part * self.skill
        return full * part, pay * self.pool.pay_ratio * self.certificate_gain() if self.pool else pay

    def certificate_gain(self):
        """What a certificate multiplies pay by: it builds up over two years, lasts two, and then decays."""
        if not self.certificate:
            return 1.0
        rules, old = self.model.earnings, 24  # months, as are all certificates of before the run
        age = self.model.month - self.certified if self.certified >= 0 else old
        kept = (1.0 - rules.certificate_decay) ** (max(age - 47, 0) / 12.0)
        reached = kept if age >= old else rules.certificate_build_up * (1.0 / 3.0 if age < 12 else 1.0)
        return exp(rules.schooling_return * rules.certificate_years * reached)

    def review_residence(self):
        """In December, for the year to come."""
        self.resident = int(self.months_away < self.model.accounts.residence_months)
        self.months_away = 0
