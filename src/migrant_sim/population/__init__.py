"""Regions and their synthetic populations: persons, households, settlements, hosts as counts, vacancy pools."""

from .births import Population as Population
from .births import build as build
from .births import build_from as build_from
from .fit import FitRow as FitRow
from .fit import largest_error as largest_error
from .generations import LAST_YEAR as LAST_YEAR
from .margins import Margins as Margins
from .margins import checked_margins as checked_margins
from .margins import published_margins as published_margins
from .region import LEAST_HOUSEHOLDS as LEAST_HOUSEHOLDS
from .region import PopulationSpec as PopulationSpec
from .region import Region as Region
