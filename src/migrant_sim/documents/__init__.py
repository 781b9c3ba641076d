"""The pages docs/odd.md, docs/odd-tables.md and docs/trace.md: prose by hand, every table made from code and artefacts.

`python -m migrant_sim.documents odd` (or `trace`) writes the made parts again; tests compare them.
"""
