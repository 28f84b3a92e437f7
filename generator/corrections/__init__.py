"""Corrections: what of the rows that had been published is otherwise now, why, and what may be told of it."""
