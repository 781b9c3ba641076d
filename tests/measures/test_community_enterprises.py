"""Community enterprises: places like all that are built, on terms of their own."""

from places_law import PlacesLaw

from migrant_sim.state import PoolKind


class TestCommunityEnterprises(PlacesLaw):
    NAME, KIND, HIRE, PAY, ADDED = "community_enterprises", PoolKind.WORKSHOP, 0.85, 0.7, 1.0
