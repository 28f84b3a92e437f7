"""The promises of the project, each tested at the level where it is made."""
