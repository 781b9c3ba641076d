"""Processing plants: places like all that are built, on terms of their own."""

from places_law import PlacesLaw


class TestFoodProcessing(PlacesLaw):
    NAME, HIRE, PAY, ADDED = "food_processing", 0.667, 1.0, 1.0
