"""COL006 out-of-range-value: a number, day or time is below or above what its column may hold.

What it does
    Reports each row whose value is outside of ``in_range``, both bounds included: ``[0, 100]``, or a table with one bound,
    ``{ min_value = 0 }``. Bounds of days are days, bounds of times are times; a time without an offset is in UTC. What is
    evaluated are the values of the right type.

Why it matters
    A share of 300 or a day in 1970 is an error of what wrote it, and spoils every sum and every sort.

Example
    ``in_range = [0, 100]``, and the value ``300``; mended: ``30``.

Nulls
    Null and NaN are not evaluated: ``nullable = false`` forbids them.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL006", "out-of-range-value", "error", __name__, contract_check("COL006"))
