"""Shared by all tests: property tests are the same on every machine, whatever else it is doing."""

from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
