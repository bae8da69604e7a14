"""IO001 unreadable-input: a file or a record could not be read at all.

What it does
    Reports a file that cannot be opened, decompressed or understood as its format, and a record (a line of JSON
    Lines, a row of CSV) that is not well-formed. Everything else in the same input is still checked.

Why it matters
    A record that silently disappears is the flaw nobody finds later.

Example
    A line of a .jsonl file: ``{"text": "Cut off in the mid``

Nulls
    A record whose text is null has been read: see STR002 missing-body.
"""

from newsqa.rules.base import Rule, reader_check

RULE = Rule("IO001", "unreadable-input", "error", __name__, reader_check("IO001"))
