"""IO003 oversized-record: a record above the size limit was not checked.

What it does
    Reports a text file, or a record of a larger file, that is bigger than the limit (50 MB after decompression).
    It is skipped; everything else in the same input is checked.

Why it matters
    An article of that size is not an article (a dump, a broken delimiter, a decompression bomb), and one such record
    must not bring the check of a whole corpus down.

Example
    A .txt file with 200 MB on one line.

Nulls
    Not applicable.
"""

from newsqa.rules.base import Rule, reader_check

RULE = Rule("IO003", "oversized-record", "error", __name__, reader_check("IO003"))
