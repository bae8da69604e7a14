"""Input that could not be read: found by the readers, reported here."""
