"""Speed, as ratios of runs made side by side on one machine. Never part of the tests."""
