"""The problems that several readers have, worded once."""

from __future__ import annotations

from collections.abc import Iterator

from newsqa.readers.batch import Batch, Problem
from newsqa.readers.decoding import MAX_LOST, Decoded, encoding_name
from newsqa.readers.rows import Limits, Rows
from newsqa.readers.streams import ByteStream

NO_TEXT = "does not look like text; if it is, save it as UTF-8"


# So many objects and lists of JSON take some 300 MB, however short they are in the file.
MOST_PARTS = 1_000_000
TOO_MANY_PARTS = f"has too many values for one article: more than {MOST_PARTS:,} objects and lists, or eight times as many strings; not read"


def json_parts(text: str) -> int:
    """Return how many objects and lists JSON has, eight strings counted as one of them; a little more is possible."""
    return text.count("{") + text.count("[") + text.count('"') // 16


def not_utf8(path: str, codec: str) -> str:
    """Return the note on a file in another encoding."""
    return f"{path}: not UTF-8; read as {encoding_name(codec)}"


def lost_bytes(
    path: str | None,
    decoded: Decoded,
    codec: str,
    *,
    row: int | None,
    text: str,
    line: int = 1,
    record: int | None = None,
    skipped: int = 0,
) -> Iterator[Problem]:
    """Make one problem of each run of lost bytes, up to MAX_LOST; the last says how many more there are.

    ``line`` is the line on which ``text``, the decoded text, begins, ``skipped`` the bytes before it.
    """
    begin = 0
    for index, lost in enumerate(decoded.lost):
        line += text.count("\n", begin, lost.start)
        begin = lost.start
        column = lost.start - text.rfind("\n", 0, lost.start)
        more = decoded.runs - MAX_LOST
        rest = f"; {more:,} more such places in it" if index == MAX_LOST - 1 and more > 0 else ""
        yield Problem(
            "IO002",
            path,
            f"not valid {encoding_name(codec).upper()}: bytes {lost.describe()} at byte {lost.byte + skipped}, "
            f"read as U+FFFD{rest}",
            record=record,
            line=line,
            column=column,
            row=row,
        )


def not_text(stream: ByteStream, limits: Limits) -> Batch:
    """Close a stream that is no text; return the problem of it."""
    stream.close()
    rows = Rows(limits)
    rows.problems.append(Problem("IO001", stream.path, NO_TEXT))
    return rows.take()


def broken(stream: ByteStream) -> Problem:
    """Make a problem of a stream that could not be read to its end."""
    return Problem("IO001", stream.path, f"cannot be read: {stream.broken}")


def oversized(stream: ByteStream, limit: int) -> Problem:
    """Make a problem of a text file that is larger than allowed."""
    # Of a compressed file only so much is known: it was not read any further.
    size = stream.size if stream.size is not None else limit + 1
    said = f"{size:,} bytes" if stream.size is not None else "more"
    return Problem(
        "IO003",
        stream.path,
        f"is too large for one article: {said}, where {limit:,} bytes are allowed; not read",
        value=float(size),
        threshold=float(limit),
    )


def long_record(
    path: str | None, size: int, limit: int, line: int | None, record: int, what: str = "line"
) -> Problem:
    """Make a problem of one record of a file that is larger than allowed."""
    return Problem(
        "IO003",
        path,
        f"the {what} is too large for one article: {size:,} bytes, where {limit:,} are allowed; not read",
        record=record,
        line=line,
        value=float(size),
        threshold=float(limit),
    )


def lost_in_recoding(path: str, codec: str, lost: int) -> Problem:
    """Make a problem of bytes lost somewhere in a file that was read line by line from another encoding."""
    places = "place" if lost == 1 else "places"
    return Problem(
        "IO002",
        path,
        f"bytes that are not valid {encoding_name(codec).upper()} in {lost:,} {places}, read as U+FFFD",
    )
