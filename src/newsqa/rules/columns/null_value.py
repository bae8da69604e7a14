"""COL003 null-value: a column holds null, and its contract forbids it.

What it does
    Reports each row with null in a column whose contract says ``nullable = false``. What is evaluated are the rows that
    have the column.

Why it matters
    What is null cannot be joined, compared or shown.

Example
    ``{"url": null, "text": "…"}``; mended: ``{"url": "https://example.com/a", "text": "…"}``.

Nulls
    Null is what this is about; NaN is null, and so is an empty cell of CSV. An empty string of a table or of JSON is none.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL003", "null-value", "error", __name__, contract_check("COL003"))
