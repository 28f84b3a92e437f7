"""View models → Markdown text. Every text from data is escaped here, once, and nowhere else."""
