"""A county's own ledgers: their form, reading, checks, and what is said of what is wrong with them."""
