"""Files → rows with positions. The only room that reads what clerks write."""
