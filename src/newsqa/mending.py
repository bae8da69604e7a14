"""Mending text files in place: written beside the old file and renamed, in its own encoding and line ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsqa.files import replacing
from newsqa.fixes import AppliedFix, fix_text
from newsqa.readers.decoding import byte_order_mark, decode, detect
from newsqa.readers.files import FORMATS, kind_of, label
from newsqa.readers.streams import open_path
from newsqa.suite import Suite
from newsqa.view import Context

MAX_BYTES = 50_000_000  # of one article: what readers.batches allows


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text that was decoded without loss, and how to turn it back into the same bytes."""

    text: str
    codec: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Return a text in the bytes' own encoding, with their byte-order mark; UnicodeEncodeError when it cannot."""
        return self.mark + text.encode(self.codec)


@dataclass(frozen=True, slots=True)
class MendedFile:
    """What was done to a text file; ``reason`` says why it was left alone."""

    changed: bool = False
    applied: tuple[AppliedFix, ...] = ()
    skipped: tuple[AppliedFix, ...] = ()
    reason: str | None = None


def is_mended(kind: str) -> bool:
    """Tell whether files of a format are mended at all: the text of pages and news items stands in their markup."""
    return kind in FORMATS


def kind(path: Path) -> str:
    """Return the format of a file, as it would be read: "text", that of a table, or one of documents."""
    stream = open_path(path, label(path))
    try:
        return kind_of(path, stream.peek())
    finally:
        stream.close()


def decoded(data: bytes) -> Decoded | None:
    """Return the text of a file's bytes, or None when it cannot be had, or not without loss."""
    declared = byte_order_mark(data)
    codec, size = declared or (detect(data, True), 0)
    if codec is None:
        return None
    mark, body = data[:size], data[size:]
    found = decode(body, codec)
    back = Decoded(found.text, codec, mark)
    try:
        return back if not found.lost and back.encode(found.text) == data else None
    except UnicodeEncodeError:
        return None


def mend_file(
    path: Path, suite: Suite, context: Context, *, unsafe: bool, output: Path | None = None
) -> MendedFile:
    """Apply the fixes to a text file in place, its mode kept; or write the mended text to ``output``, changed or not."""
    before = read_file(path)
    if isinstance(before, str):
        return MendedFile(reason=before)
    result = fix_text(before.text, suite, context, unsafe=unsafe)
    if not result.changed and output is None:
        return MendedFile(skipped=result.skipped)
    try:
        data = before.encode(result.text)
    except UnicodeEncodeError:
        return MendedFile(reason=f"not mended: the mended text does not fit into {before.codec}")
    with replacing(output or path) as file:
        file.write(data)
    return MendedFile(result.changed, result.applied, result.skipped)


def read_file(path: Path) -> Decoded | str:
    """Return a text file's text, or why it is not mended."""
    stream = open_path(path, label(path))
    stream.close()
    if stream.broken is not None:  # a pipe, for one, is not opened at all: reading it would wait for ever
        return f"not mended: {stream.broken}"
    if stream.compressed:
        return "not mended: the file is compressed"
    if stream.size is not None and stream.size > MAX_BYTES:
        return f"not mended: {stream.size:,} bytes are too large for one article"
    try:
        data = path.read_bytes()
    except OSError as error:
        return f"not mended: {error.strerror}"
    return decoded(data) or "not mended: the text cannot be decoded without loss"
