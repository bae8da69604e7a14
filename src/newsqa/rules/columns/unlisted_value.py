"""COL005 unlisted-value: a value is not among those that its column may hold.

What it does
    Reports each row whose value is not in the list ``isin`` of the column's contract. Upper and lower case differ. What is
    evaluated are the values of the right type.

Why it matters
    A section, language or desk that nobody knows falls through every rule that is made for the known ones.

Example
    ``isin = ["en", "fr"]``, and the value ``EN``; mended: ``en``.

Nulls
    Null is not evaluated: ``nullable = false`` forbids it.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL005", "unlisted-value", "error", __name__, contract_check("COL005"))
