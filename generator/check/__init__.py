"""Datasets → problems. Pure: a check reads values and returns what is wrong with them; it mends nothing."""
