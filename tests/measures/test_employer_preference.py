"""Employer preferences: places like all that are built, on terms of their own."""

from places_law import PlacesLaw


class TestEmployerPreference(PlacesLaw):
    NAME, HIRE, PAY, ADDED = "employer_preference", 0.8, 0.8, 0.4
