"""Order-free credit of measures: who deserves how much of what a scenario adds to its baseline."""
