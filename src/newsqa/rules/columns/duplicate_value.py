"""COL004 duplicate-value: a value stands a second time in a column whose values must be unique.

What it does
    Reports each row whose value, in a column whose contract says ``unique = true``, another row of the input has, the first
    one included, as pandera and Great Expectations do. The input is all files of the run together; values are compared as they are written. What is
    evaluated are the values. Articles of one address in different spellings are found by COR003 duplicate-key.

Why it matters
    A key that names two rows names none: joins multiply rows, and an update overwrites the wrong one.

Example
    ``a-17`` in the column ``id`` of two rows; mended: ``a-17`` and ``a-18``.

Nulls
    Null is equal to nothing, not even to another null.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL004", "duplicate-value", "error", __name__, contract_check("COL004"))
