"""Contracts of a table's columns: declared in a suite under ``[columns.NAME]``, executed by pandera.

`contract` reads the declarations, `values` makes typed columns of what readers hand on, `schema` runs pandera on them,
`checking` does so for each batch, and `duplicates` looks for repeated values in the whole input.
"""

# What a run asks of a batch to have contracts checked, and what its part keeps for those on all values together.
NAME = "columns"
