"""Attracted firms: places like all that are built, on terms of their own."""

from places_law import PlacesLaw


class TestEnterpriseAttraction(PlacesLaw):
    NAME, HIRE, PAY, ADDED = "enterprise_attraction", 0.667, 1.15, 0.5
