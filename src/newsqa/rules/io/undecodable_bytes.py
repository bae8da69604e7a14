"""IO002 undecodable-bytes: bytes that are not valid in the text's encoding.

What it does
    Reports each run of bytes that is not valid in the declared or detected encoding, with its byte offset in the
    file. The text is checked with U+FFFD in their place; TXT002 replacement-character stays silent about these.

Why it matters
    The characters are lost as soon as the text is stored again.

Example
    The byte E9 ("é" in Windows-1252) in a file that otherwise is UTF-8.

Nulls
    An empty file has no bytes and is not flagged.
"""

from newsqa.rules.base import Rule, reader_check

RULE = Rule("IO002", "undecodable-bytes", "error", __name__, reader_check("IO002"))
