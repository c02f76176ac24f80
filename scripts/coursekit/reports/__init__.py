"""What a supervisor sees of a team: the files that were handed in, rolled up, and written out."""
