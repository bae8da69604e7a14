"""COL007 unmatched-value: a text does not match the regular expression of its column.

What it does
    Reports each row whose value does not begin with a match of ``str_matches`` (write ``$`` at its end to have the whole
    value match). It is a regular expression of RE2, without look-around and back references. What is evaluated are the
    values of the right type.

Why it matters
    Addresses without a scheme and ids of another system look right, and lead nowhere.

Example
    ``str_matches = "https?://"``, and the value ``www.example.com/a``; mended: ``https://www.example.com/a``.

Nulls
    Null is not evaluated: ``nullable = false`` forbids it. An empty string is a text.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL007", "unmatched-value", "error", __name__, contract_check("COL007"))
