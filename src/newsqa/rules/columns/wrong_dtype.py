"""COL002 wrong-dtype: a column, or a value of it, is not of the type that its contract declares.

What it does
    Compares the type of a column with the contract's ``dtype``, exactly: int32 is not int64. Texts may be stored in any
    way, times in any unit and zone. A table is reported once, and what is evaluated are tables. Cells of CSV are text, and
    JSON has few types: there each value must be readable as one of the dtype, without loss, and what is evaluated are
    values. A contract without ``dtype`` expects what its other checks are about: text for ``str_matches`` and
    ``str_length``, the type of the given values for ``isin`` and ``in_range`` (numbers of any type).

Why it matters
    Numbers that are text sort as text, and days that are text are compared letter by letter.

Example
    ``[columns.words]`` with ``dtype = "int64"``, and a cell ``1,200``; mended: ``1200``.

Nulls
    Null is of every type, and so is a column of nothing but nulls.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL002", "wrong-dtype", "error", __name__, contract_check("COL002"))
