"""COL001 missing-column: a column that a contract names is not there.

What it does
    Reports each file or table without a column that the suite has a contract for (``[columns.NAME]``), unless the
    contract says ``required = false``. What is evaluated are files and tables; of JSON Lines, where each record has keys
    of its own, they are records. Text files, pages and documents have no columns and are not evaluated.

Why it matters
    A column that was renamed or dropped on the way breaks what reads the table, and no value of it can be checked.

Example
    ``[columns.url]`` in the suite, and a CSV file whose header is ``id,title,text``; mended: ``id,title,text,url``.

Nulls
    A column that holds nothing but null is there, and so is a key of JSON whose value is null.
"""

from newsqa.rules.base import Rule, contract_check

RULE = Rule("COL001", "missing-column", "error", __name__, contract_check("COL001"))
