"""The page for policy staff: choose a mix of measures on loopback, see what it would cost and what it might bring."""
