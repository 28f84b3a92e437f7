"""What was published, as digests that anybody can check: a tree over the files of a board, a chain of its publications, and their codes."""
