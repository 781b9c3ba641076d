"""Mixes of measures: players, the scenario of a coalition or of multipliers, and a bank of their stored runs."""
