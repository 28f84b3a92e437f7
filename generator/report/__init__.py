"""The same problems for a clerk, for a program and for CI."""
