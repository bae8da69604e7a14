"""Plain text: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator

from newsqa.readers.batch import Batch, Problem
from newsqa.readers.decoding import Decoded, byte_order_mark, decode, detect
from newsqa.readers.fields import FIELDS
from newsqa.readers.problems import NO_TEXT, broken, lost_bytes, not_utf8, oversized
from newsqa.readers.rows import TEXT, Limits, Rows
from newsqa.readers.streams import ByteStream


class TextReader:
    """Packs text files, of which each is usually small, into shared batches."""

    def __init__(self, limits: Limits) -> None:
        self._rows = Rows(limits)
        self._limit = limits.record_bytes

    def read(self, stream: ByteStream) -> Iterator[Batch]:
        """Read one file; yields a batch when enough has come together."""
        data = self._bytes(stream)
        rows = self._rows
        if data is None or (stream.broken is not None and not data):
            if rows.full(0):
                yield rows.take()
            if data is None:
                rows.problems.append(oversized(stream, self._limit))
        else:
            if rows.full(len(data)):
                yield rows.take()
            self._add(stream.path, data)
        if stream.broken is not None:
            rows.problems.append(broken(stream))

    def flush(self) -> Iterator[Batch]:
        """Yield what is left."""
        if self._rows.waiting():
            yield self._rows.take()

    def _bytes(self, stream: ByteStream) -> bytes | None:
        """Return all bytes of the file, or None when there are more than allowed."""
        if stream.size is not None and stream.size > self._limit:
            stream.close()
            return None
        chunks: list[bytes] = []
        held = 0
        for chunk in stream:
            held += len(chunk)
            if held > self._limit:
                stream.close()
                return None
            chunks.append(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def _add(self, path: str, data: bytes) -> None:
        decoded, codec, mark = _decode(data)
        rows = self._rows
        if decoded is None:
            rows.problems.append(Problem("IO001", path, NO_TEXT))
            return
        if codec != "utf-8":
            rows.notes.append(not_utf8(path, codec))
        rows.problems.extend(lost_bytes(path, decoded, codec, row=len(rows), text=decoded.text, skipped=mark))
        values: list[str | None] = [None] * len(FIELDS)
        values[0], values[TEXT] = path, decoded.text
        rows.add(path, None, 1, values, len(data))


def _decode(data: bytes) -> tuple[Decoded | None, str, int]:
    """Return the text (None when it is none), the codec, and the length of the byte order mark."""
    mark = byte_order_mark(data)
    if mark is not None:
        return decode(data[mark[1] :], mark[0]), *mark
    if b"\0" not in data:
        try:
            return Decoded(str(data, "utf-8")), "utf-8", 0
        except UnicodeDecodeError as error:
            first = error.start
    else:
        first = 0
    sample = data[max(0, first - (1 << 16)) : first + (1 << 16)]
    codec = detect(sample, len(sample) == len(data))
    if codec is None:
        return None, "", 0
    return decode(data, codec), codec, 0
