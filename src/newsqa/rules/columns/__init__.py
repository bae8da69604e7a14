"""Contracts of columns: declared under [columns.NAME], executed by pandera, reported here."""
