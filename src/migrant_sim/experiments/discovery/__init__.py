"""Scenario discovery: the conditions under which a target fails, and the signposts that tell it early."""
