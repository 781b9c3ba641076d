"""The core month in other engines: the same people, rules and chances as ours, each in its engine's own manner."""
