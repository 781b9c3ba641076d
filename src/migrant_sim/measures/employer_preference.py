"""Preferences for employers (吸纳企业优惠): land and operator support for farm firms that employ relocated people.

The texts give no share that a firm must reach. Most firms that qualify employ relocated people anyway, or write them on
their payroll: they get the preference and add nothing. The others open places for relocated people: that these are new,
and not taken from hosts, is an assumption, since the model knows no firm that could choose.
"""

from dataclasses import dataclass
from typing import ClassVar

from ..fields import like
from .forms import Places


@dataclass(frozen=True, kw_only=True)
class EmployerPreference(Places):
    """Places of farm firms reserved for relocated people, in the pools of parks and at farm pay."""

    INCREMENT: ClassVar[str] = "increment_preference_places"

    places: float | None = like(Places, "places", "increment_preference_places")
    delay: float = like(Places, "delay", "preference_delay")
    local_hire_share: float = like(Places, "local_hire_share", "preference_hire_share")
    pay_ratio: float = like(Places, "pay_ratio", "preference_pay_ratio")
    yearly_exit: float = like(Places, "yearly_exit", "entrepreneur_firm_death_annual")
    additional: float = like(Places, "additional", "preference_additional")
    cost_per_place: float = like(Places, "cost_per_place", "preference_cost")
