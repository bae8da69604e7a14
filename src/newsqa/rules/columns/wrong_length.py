"""COL008 wrong-length: a text is shorter or longer than its column may hold.

What it does
    Reports each row whose value has fewer or more characters (Unicode code points) than ``str_length`` says, both bounds
    included: ``[1, 200]``, or a table with one bound, ``{ max_value = 200 }``. What is evaluated are the values of the
    right type.

Why it matters
    A headline of 5,000 characters is a body in the wrong column, and a key of 0 characters is none.

Example
    ``str_length = [1, 12]``, and the value ``Night bus returns``; mended: ``Night bus``.

Nulls
    Null is not evaluated: ``nullable = false`` forbids it. An empty string has 0 characters.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL008", "wrong-length", "error", __name__, contract_check("COL008"))
