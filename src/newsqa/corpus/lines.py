"""The relation ``lines``: which line of text stands in how many articles of a source, and where first.

A row is a line and the articles of one source that hold it. While articles come in, it is one line of one article; when
rows meet (`newsqa.corpus.line_runs`), those of a source and a hash become one: articles are added up, and place and text
are those of the smallest document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.corpus import line_hashes
from newsqa.text.phrase_index import MAX_LINE_BYTES

if TYPE_CHECKING:
    from newsqa.view import View

SCHEMA = pa.schema(
    [
        pa.field("hash", pa.uint64(), nullable=False),  # of the folded line
        pa.field("document", pa.int32(), nullable=False),  # the smallest that holds it
        pa.field("articles", pa.int32(), nullable=False),  # how many hold it
        pa.field("line", pa.int32()),  # of the file; null where there are no lines
        pa.field("start", pa.int32(), nullable=False),  # characters of the article's text, end exclusive
        pa.field("end", pa.int32(), nullable=False),
        pa.field("text", pa.string(), nullable=False),  # as it stands there; of a long line its beginning
    ]
)
# Longer lines are paragraphs of prose, which do not recur, and two thirds of all text.
MAX_BYTES = 1024
TEXT_BYTES = MAX_LINE_BYTES  # no phrase of a suite matches a longer line

PARAMETERS = {"hash": line_hashes.VERSION, "max_bytes": MAX_BYTES, "text_bytes": TEXT_BYTES}


def rows(view: View) -> pa.Table:
    """Return the lines of a batch that are not too long: SCHEMA, with the article's row as the document.

    An article's declared title is no line of it.
    """
    blocks = view.blocks
    segments, positions = _segments(view)
    which = np.flatnonzero(blocks.end - blocks.start <= MAX_BYTES)
    places = positions[which]
    hashes = line_hashes.line_hashes(segments.take(arrow.from_numpy(places, pa.int64())))
    body = hashes != _title_hashes(view)[blocks.article[which]]
    which, hashes, places = which[body], hashes[body], places[body]
    lengths = numbers(pc.utf8_length(segments))
    before = np.cumsum(lengths, dtype=np.int64) - lengths
    article = blocks.article[which]
    start = before[places] - before[2 * blocks.first[article] + article]
    line, known = _file_lines(view, which)
    columns = [
        arrow.from_numpy(hashes, pa.uint64()),
        arrow.from_numpy(article, pa.int32()),
        arrow.from_numpy(np.ones(len(which), np.int32), pa.int32()),
        arrow.numbers(line, known, pa.int32()),
        arrow.from_numpy(start.astype(np.int32), pa.int32()),
        arrow.from_numpy((start + lengths[places]).astype(np.int32), pa.int32()),
        _texts(view, which),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _segments(view: View) -> tuple[pa.Array, NDArray[np.int64]]:
    """Return the batch's text cut at each article's start and at both ends of each block, and where the blocks are.

    Article ``i`` starts with segment ``2 * blocks.first[i] + i``.
    """
    blocks = view.blocks
    positions = 2 * np.arange(len(blocks)) + blocks.article + 1
    bounds = np.empty(2 * len(blocks) + view.size + 1, np.int32)
    bounds[positions] = blocks.start
    bounds[positions + 1] = blocks.end
    bounds[2 * blocks.first + np.arange(view.size + 1)] = view.offsets
    return _slices(view.raw, bounds), positions


def _texts(view: View, which: NDArray[np.int64]) -> pa.Array:
    """Return the texts of some blocks, of long ones the beginning."""
    start, end = view.blocks.start[which], view.blocks.end[which].copy()
    cut = np.flatnonzero(end - start > TEXT_BYTES)
    end[cut] = start[cut] + TEXT_BYTES
    for _ in range(3):  # back to where a character begins
        end[cut] -= (view.data[end[cut]] & 0xC0) == 0x80
    bounds = np.append(np.column_stack((start, end)).ravel(), len(view.raw)).astype(np.int32)
    return _slices(view.raw, bounds).take(arrow.from_numpy(2 * np.arange(len(which)), pa.int64()))


def _slices(raw: bytes, bounds: NDArray[np.int32]) -> pa.Array:
    """Return the strings between neighbouring bounds."""
    return pa.Array.from_buffers(
        pa.string(), len(bounds) - 1, [None, pa.py_buffer(bounds), pa.py_buffer(raw)]
    )


def _title_hashes(view: View) -> NDArray[np.uint64]:
    """Return the hash of each article's declared title; 0 where there is none."""
    titles = pc.utf8_trim_whitespace(view.articles.column("title"))
    filled = arrow.valid(titles) & (numbers(pc.binary_length(titles)) > 0)
    found = np.zeros(view.size, np.uint64)
    found[filled] = line_hashes.line_hashes(titles.filter(arrow.from_numpy(filled, pa.bool_())))
    return found


def _file_lines(view: View, which: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the line of the file each block stands on, and where it is known.

    Where the text is one value of a record, that is the record's line: to find a line inside takes the reader.
    """
    blocks, column = view.blocks, view.articles.column("line")
    article = blocks.article[which]
    first: NDArray[np.int64] = numbers(column)[article].astype(np.int64)
    known = arrow.valid(column)[article]
    if view.batch.locator is not None:
        return first, known
    return blocks.line[which].astype(np.int64) + np.where(known, first - 1, 0), np.ones(len(which), bool)


def numbers(column: pa.Array | pa.ChunkedArray) -> NDArray[Any]:
    """Return a column of numbers as numpy, one chunk without a copy; what stands at a null is undefined."""
    array = column
    if isinstance(column, pa.ChunkedArray):
        array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    dtype = np.dtype(array.type.to_pandas_dtype())
    return np.frombuffer(array.buffers()[1] or b"", dtype, len(array), array.offset * dtype.itemsize)
