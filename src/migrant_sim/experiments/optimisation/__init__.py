"""The cheapest mix of measures, and what cost, chance and inequality trade against each other."""
