"""Calibration: a design over the priors, runs, emulators, and the posterior sample that the figures leave."""
