"""Sensitivity of the verdict: screen, quantify, split its variance, find what flips it, rank instruments again."""
