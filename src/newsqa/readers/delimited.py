"""CSV and TSV: a header row, then one article a row; cells may be quoted and hold line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from newsqa.readers.batch import TEXT_ONLY, Batch, Problem, RawColumns, contract_place
from newsqa.readers.cells import CellPlaces, find_cell
from newsqa.readers.decoding import Decoded, Recoded
from newsqa.readers.fields import FIELDS, FieldMap
from newsqa.readers.lines import Lines, split_lines
from newsqa.readers.problems import NO_TEXT, broken, long_record, lost_bytes, lost_in_recoding, not_utf8
from newsqa.readers.rows import AUTHORS, TEXT, Limits, Rows, instant, utf8_size
from newsqa.readers.streams import ByteStream

_DELIMITERS = ",;\t|"
_FETCHED = FIELDS.index("fetched")
_RETRIES = 20  # quotes that are never closed, after which the reader gives up on a file


def read_delimited(stream: ByteStream, fields: FieldMap, limits: Limits, *, tabs: bool) -> Iterator[Batch]:
    """Read a delimited file; ``tabs`` means TSV, else the delimiter is found in the header."""
    rows = Rows(limits)
    recoded = Recoded.of(stream)
    if recoded.encoding is None and stream.peek():
        stream.close()
        rows.problems.append(Problem("IO001", stream.path, NO_TEXT))
        yield rows.take()
        return
    if recoded.encoding not in (None, "utf-8"):
        rows.notes.append(not_utf8(stream.path, str(recoded.encoding)))
    sample = stream.peek()
    chunks: Iterable[bytes] = recoded
    if b"\r" in sample and b"\n" not in sample:
        chunks = (chunk.replace(b"\r", b"\n") for chunk in recoded)  # the line breaks of old Macintosh files
    reader = _Reader(
        stream.path, rows, limits, _Feed(split_lines(chunks, limits.record_bytes), limits.record_bytes)
    )
    yield from reader.read(fields, "\t" if tabs else None)
    if reader.columns is None and stream.broken is None:
        rows.problems.append(
            Problem("IO001", stream.path, "is empty; a first row with the names of the columns is needed")
        )
    if recoded.lost:
        rows.problems.append(lost_in_recoding(stream.path, str(recoded.encoding), recoded.lost))
    if stream.broken is not None:
        rows.problems.append(broken(stream))
    if rows.waiting():
        yield reader.take()


class _TooLongError(Exception):
    """A record is larger than allowed: its size in bytes so far."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


class _Feed:
    """Feeds lines to the csv module and keeps those of the record that is being read."""

    def __init__(self, blocks: Iterator[Lines], limit: int) -> None:
        self.lines: list[str] = []  # of this record, with their line feeds
        self.damaged: list[tuple[int, Decoded]] = []  # number of the line, and what is wrong with it
        self.first = 1  # number of the record's first line
        self.ended = False
        self._number = 1  # of the next line
        self._limit = limit
        self._held = 0
        self._source = self._flatten(blocks)
        self._again: list[tuple[str, Decoded | None, int]] = []

    def start(self) -> None:
        """Begin a new record."""
        self.lines, self.damaged, self.first, self._held = [], [], self._number, 0

    def peek(self) -> str:
        """Return the next line without taking it."""
        try:
            self._again.append(next(self._source))
        except StopIteration:
            return ""
        return self._again[-1][0]

    def resume_behind_first(self) -> None:
        """Give back all lines of the record but the first, to be read as records of their own."""
        damaged = dict(self.damaged)
        back = [(text, damaged.get(self.first + at), 0) for at, text in enumerate(self.lines)][1:]
        self._again = back[::-1]
        self._number = self.first + 1
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text, decoded, size = self._take()
        if size:
            raise _TooLongError(size)
        self._held += utf8_size(text)
        if self._held > self._limit:
            raise _TooLongError(self._skip_record(text))
        if decoded is not None:
            self.damaged.append((self._number - 1, decoded))
        self.lines.append(text)
        return text

    def _take(self) -> tuple[str, Decoded | None, int]:
        if self._again:
            item = self._again.pop()
        else:
            try:
                item = next(self._source)
            except StopIteration:
                self.ended = True
                raise
        self._number += 1
        return item

    def _skip_record(self, text: str) -> int:
        """Pass over the rest of a record that is too long: it ends on the line that closes its last quote."""
        quotes = sum(line.count('"') for line in self.lines) + text.count('"')
        size = self._held
        self.lines = []
        while quotes % 2:
            try:
                text, _, long = self._take()
            except StopIteration:
                break
            quotes += text.count('"')
            size += long or utf8_size(text)
        return size

    @staticmethod
    def _flatten(blocks: Iterator[Lines]) -> Iterator[tuple[str, Decoded | None, int]]:
        for block in blocks:
            if block.oversized or block.damaged:
                for index, line in enumerate(block.lines):
                    yield line + "\n", block.damaged.get(index), block.oversized.get(index, 0)
            else:
                for line in block.lines:
                    yield line + "\n", None, 0


class _Reader:
    def __init__(self, path: str, rows: Rows, limits: Limits, feed: _Feed) -> None:
        self.path = path
        self.columns: list[tuple[int, int]] | None = (
            None  # index in FIELDS and of the cell; None before the header
        )
        self._rows = rows
        self._limits = limits
        self._feed = feed
        self._delimiter = ","
        self._width = 0
        self._record = 0
        self._names: list[str] | None = None  # of all columns, where contracts ask for some
        self._contracts: dict[str, int] = {}  # of the columns that contracts are about, the index of the cell
        self._cells: list[list[str]] = []  # of the rows of this batch, where contracts ask for them
        self._first = True
        self._records: list[tuple[int, str]] = []
        self._raw = 0  # characters of the records kept for the locator
        self._retries = 0

    def take(self) -> Batch:
        """Hand on what was collected."""
        columns = {FIELDS[field]: cell for field, cell in self.columns or ()}
        cells = columns | {contract_place(name): cell for name, cell in self._contracts.items()}
        places = CellPlaces(self._records, cells, self._delimiter, self._raw)
        self._records, self._raw = [], 0
        batch = self._rows.take(places, frozenset(columns) or TEXT_ONLY)
        return batch if self._names is None else batch._replace(raw=(self._taken(self._names),))

    def _taken(self, names: list[str]) -> RawColumns:
        """Return the cells that contracts are about; an empty one is null."""
        size, first = len(self._cells), self._first
        columns = {name: [row[at] or None for row in self._cells] for name, at in self._contracts.items()}
        self._cells, self._first = [], first and not size
        return RawColumns(size, "text", columns, names, first and size > 0)

    def read(self, fields: FieldMap, delimiter: str | None) -> Iterator[Batch]:
        import csv

        # Records are limited by the feed; the module's own limit must not be the lower one, nor exceed a C long.
        csv.field_size_limit(max(csv.field_size_limit(), min(self._limits.record_bytes, 2**31 - 1)))
        feed = self._feed
        self._delimiter = delimiter or _sniff(feed.peek())
        reader = csv.reader(feed, delimiter=self._delimiter)
        while True:
            feed.start()
            cells: list[str] = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _TooLongError as error:
                self._count()
                self._rows.problems.append(
                    long_record(
                        self.path,
                        error.size,
                        self._limits.record_bytes,
                        feed.first,
                        self._record,
                        "row (or its unclosed quote)",
                    )
                )
            except csv.Error as error:
                self._count()
                self._problem(f"cannot be read as a row: {error}")
            else:
                if feed.ended:
                    self._count()
                    if not self._unclosed():
                        return
                elif not cells:
                    continue
                elif self.columns is None:
                    self._header(cells, fields)
                else:
                    self._record += 1
                    if len(cells) == self._width:
                        yield from self._add(cells)
                        continue
                    self._problem(f"the row has {len(cells)} cells, the header {self._width}")
            if self._rows.full(0):
                yield self.take()

    def _count(self) -> None:
        self._record += self.columns is not None

    def _problem(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self._rows.problems.append(
            Problem(
                "IO001",
                self.path,
                message,
                record=self._record or None,
                line=line or self._feed.first,
                column=column,
            )
        )

    def _header(self, cells: list[str], fields: FieldMap) -> None:
        names = [cell.strip() for cell in cells]
        found = fields.match(names)
        found = {field: path for field, path in found.items() if len(path) == 1}
        fields.require(self.path, names, found)
        self.columns = [(FIELDS.index(field), names.index(path[0])) for field, path in found.items()]
        self._names = names if fields.contracts else None
        wanted = fields.contracted(names, found)
        self._contracts = {name: names.index(path[0]) for name, path in wanted.items() if len(path) == 1}
        self._width = len(cells)

    def _unclosed(self) -> bool:
        """Report the quote that swallowed the rest of the file; tells whether to go on with the next line."""
        raw = "".join(self._feed.lines)
        cell = find_cell(raw, self._delimiter, -1)
        at = 0 if cell is None else cell.start
        line = self._feed.first + raw.count("\n", 0, at)
        self._retries += 1
        again = self._retries < _RETRIES and self.columns is not None and len(self._feed.lines) > 1
        rest = "" if again else "; the rest of the file was not read"
        self._problem(
            f"a quote opens a cell here and is never closed{rest}", line, at - raw.rfind("\n", 0, at)
        )
        if again:
            self._feed.resume_behind_first()
        return again

    def _add(self, cells: list[str]) -> Iterator[Batch]:
        values: list[Any] = [None] * len(FIELDS)
        text_cell = 0
        for index, at in self.columns or ():
            cell = cells[at]
            if index == TEXT:
                values[index], text_cell = cell, at
            elif not cell:
                continue
            elif index == AUTHORS:
                values[index] = [cell]
            else:
                values[index] = instant(cell) if index == _FETCHED else cell
        feed = self._feed
        raw = feed.lines[0] if len(feed.lines) == 1 else "".join(feed.lines)
        line = feed.first
        if len(feed.lines) > 1:
            place = find_cell(raw, self._delimiter, text_cell)
            line += 0 if place is None else raw.count("\n", 0, place.start)
        size = utf8_size(values[TEXT])
        if self._rows.full(size) or self._raw > 4 * self._limits.bytes:
            yield self.take()
        row = len(self._rows)
        values[0] = values[0] or f"{self.path}#{self._record}"
        self._rows.add(self.path, self._record, line, values, size)
        self._records.append((feed.first, raw))
        if self._names is not None:
            self._cells.append(cells)
        self._raw += len(raw)
        for number, decoded in feed.damaged:
            self._rows.problems.extend(
                lost_bytes(
                    self.path, decoded, "utf-8", row=row, text=decoded.text, line=number, record=self._record
                )
            )


def _sniff(header: str) -> str:
    """Return the delimiter that the header has most of, outside quotes; a comma when it has none."""
    bare = re.sub('"[^"]*"', "", header)
    return max(_DELIMITERS, key=bare.count)
