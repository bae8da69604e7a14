"""The view: what rules look at.

One view stands over one batch of articles. Everything in it is computed when it is first asked for: cheap numbers for
all articles at once as numpy columns (the gates), and exact Python objects for single articles that a gate let through.
"""

from __future__ import annotations

import datetime as dt
import json
import weakref
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, facts, sourcing
from newsqa.text import boilerplate, dates, signed
from newsqa.text import lines as text_lines
from newsqa.text.captions import may_credit_pictures
from newsqa.text.fold import fold, sketches
from newsqa.text.language import Detection, detect, primary_language
from newsqa.text.prose import MIN_RUNNING_BYTES, MIN_WORDS, SURE_WORDS, is_running
from newsqa.text.roles import (
    FOOT_BLOCKS,
    HEAD_BLOCKS,
    LEDES,
    MAX_TITLE_CHARS,
    TITLE_BLOCKS,
    EdgeLine,
    RowBlock,
    assign_roles,
    settle_roles,
)

if TYPE_CHECKING:
    from newsqa.facts import Dated
    from newsqa.readers.batch import Batch
    from newsqa.text.sources import Sources


# Phrases and titles are shorter; a block of more bytes can only equal another block of its article.
_MAX_PHRASE_BYTES = 4 * MAX_TITLE_CHARS


class Context(NamedTuple):
    """What a run injects: rules read no clock and no settings of the machine.

    ``reference_time`` is aware; ``timezone`` is an IANA name that says where clock times without an offset were
    written, or None; ``phrases`` are the user's own boilerplate lines.
    """

    reference_time: dt.datetime
    timezone: str | None = None
    phrases: tuple[str, ...] = ()


@dataclass
class View:
    """A batch of articles with lazily computed columns.

    ``data`` holds the UTF-8 bytes of all texts with one LF behind each; the text of article ``i`` is
    ``data[offsets[i] : offsets[i + 1] - 1]``. A null text counts as empty.
    """

    batch: Batch
    context: Context
    _declared: dict[str, list[Any]] = field(default_factory=dict)
    _blocks: dict[int, list[RowBlock]] = field(default_factory=dict)
    _memo: dict[Hashable, Any] = field(default_factory=dict)
    _credits: dict[int, frozenset[int]] = field(default_factory=dict)
    _edges: dict[tuple[int, int], list[EdgeLine]] = field(default_factory=dict)
    _declared_dates: dict[tuple[int, str], Dated | None] = field(default_factory=dict)
    _published: dict[int, Dated | None] = field(default_factory=dict)
    _sources: dict[int, Sources] = field(default_factory=dict)
    _detected: dict[int, Detection | None] = field(default_factory=dict)
    _failing: dict[str, set[int]] = field(default_factory=dict)
    _last_at: tuple[str, int, int] = ("", 0, 0)

    def memo(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what several rules share about this batch, computed when it is first asked for."""
        if key not in self._memo:
            self._memo[key] = compute()
        return self._memo[key]

    # --- bytes -------------------------------------------------------------------------------------------------

    @property
    def articles(self) -> pa.RecordBatch:
        """The articles, in the schema ARTICLES."""
        return self.batch.articles

    @property
    def size(self) -> int:
        """How many articles there are."""
        return int(self.articles.num_rows)

    @cached_property
    def _texts(self) -> list[memoryview]:
        column = self.articles.column("text")
        _, offsets, data = column.buffers()
        if offsets is None or data is None:
            return [memoryview(b"")] * self.size
        bounds = np.frombuffer(offsets, np.int32, self.size + 1, column.offset * 4).tolist()
        held = memoryview(data)
        nulls = column.is_null().to_pylist() if column.null_count else [False] * self.size
        return [
            held[0:0] if null else held[i:j] for i, j, null in zip(bounds, bounds[1:], nulls, strict=False)
        ]

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Where each article starts in ``data``, and the end of the last: one more than there are articles."""
        lengths = np.fromiter((len(text) + 1 for text in self._texts), np.int64, self.size)
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))

    @cached_property
    def raw(self) -> bytes:
        """The bytes of ``data`` for searching."""
        return b"".join(part for text in self._texts for part in (text, b"\n"))

    @cached_property
    def scan(self) -> bytes:
        """The bytes with LF as the only line end, at the same offsets: what line patterns search."""
        return self.raw.replace(b"\r", b"\n")

    @cached_property
    def data(self) -> NDArray[np.uint8]:
        """The UTF-8 bytes of all texts, one LF behind each."""
        return np.frombuffer(self.raw, np.uint8)

    def text_bytes(self, row: int) -> bytes:
        """Return the UTF-8 text of an article; empty when it is null."""
        return self.raw[self.offsets[row] : self.offsets[row + 1] - 1]

    def rows_of(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the article each byte offset lies in."""
        rows: NDArray[np.int64] = self.offsets.searchsorted(positions, side="right") - 1
        return rows

    def row_of(self, position: int) -> int:
        """Return the article a byte offset lies in."""
        return int(self.offsets.searchsorted(position, side="right")) - 1

    def at(self, start: int, text: str, offset: int) -> int:
        """Return the byte offset of character ``offset`` of ``text``, whose first byte is at ``start``."""
        if text.isascii():
            return start + offset
        # Who asks goes through a text from its start to its end, and one may be very long.
        known, before, size = self._last_at
        if known is not text or offset < before:
            before = size = 0
        size += len(text[before:offset].encode())
        self._last_at = (text, offset, size)
        return start + size

    @property
    def manifests(self) -> list[tuple[int, int]]:
        """The spans in ``data`` of signed manifests: whatever is changed in such a text breaks the signature."""
        found: list[tuple[int, int]] = self.memo("manifests", lambda: signed.manifests(self.raw))
        return found

    # --- declared fields ---------------------------------------------------------------------------------------

    def declared(self, name: str) -> list[Any]:
        """Return a declared column as Python values; blank strings count as not declared (None)."""
        if name not in self._declared:
            values = self.articles.column(name).to_pylist()
            if pa.types.is_string(self.articles.schema.field(name).type):
                values = [
                    None if value is None or not value or value.isspace() else value for value in values
                ]
            self._declared[name] = values
        return self._declared[name]

    def item_metadata(self, row: int) -> Mapping[str, Any]:
        """Return what an article's format declares besides the columns of ARTICLES (docs/metadata.md); empty for none."""
        found: Mapping[str, Any] = self.memo(("item_metadata", row), lambda: self._item_metadata(row))
        return found

    def _item_metadata(self, row: int) -> Mapping[str, Any]:
        told = self.declared("item_metadata")[row]
        if told is None:
            return {}
        try:
            found = json.loads(told)
        except (ValueError, RecursionError):  # a table's own column of that name
            return {}
        return found if isinstance(found, dict) else {}

    def has(self, name: str) -> NDArray[np.bool_]:
        """Tell which articles declare a field (not null, not blank; a list with at least one name)."""
        found: NDArray[np.bool_] = self.memo(("has", name), lambda: self._has(name))
        return found

    def _has(self, name: str) -> NDArray[np.bool_]:
        values = self.declared(name)
        if name == "authors":
            return np.array([any(a and a.strip() for a in v or ()) for v in values], bool)
        return np.fromiter((v is not None for v in values), bool, len(values))

    def matches(self, name: str, pattern: str) -> NDArray[np.bool_]:
        """Tell which articles declare a value of a string field that an RE2 pattern is found in; null has none."""
        column = self.articles.column(name)
        if column.null_count == self.size:
            return np.zeros(self.size, bool)
        import pyarrow.compute as pc  # takes as long to load as a file to check: plain text declares nothing

        return arrow.truths(pc.match_substring_regex(column, pattern))

    def carries(self, name: str) -> NDArray[np.bool_]:
        """Tell which articles come from input that has a field at all, be its value null: plain text has no url."""
        fields = self.batch.fields
        if isinstance(fields, tuple):
            return np.fromiter((name in own for own in fields), bool, self.size)
        return np.full(self.size, name in fields)

    # --- lines and blocks --------------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """Where each line of all articles starts in ``data``."""
        return text_lines.line_starts(self.raw)

    @cached_property
    def blocks(self) -> text_lines.Blocks:
        """The blocks of all articles."""
        return text_lines.split_blocks(self.raw, self.data, self.lines, self.offsets)

    @cached_property
    def block_words(self) -> NDArray[np.int64]:
        """Words a block: runs without white space."""
        return text_lines.count_words(self.data, self.blocks)

    @cached_property
    def _gate_words(self) -> NDArray[np.int64]:
        return text_lines.with_unspaced_words(self.block_words, self.data, self.blocks)

    @cached_property
    def plain_ends(self) -> NDArray[np.bool_]:
        """Which blocks end as a sentence does for certain; a few others do, too."""
        return text_lines.ends_plainly(self.data, self.blocks)

    @cached_property
    def running(self) -> NDArray[np.bool_]:
        """Which blocks are running text for certain; a few others are, too."""
        sure: NDArray[np.bool_] = (self._gate_words >= SURE_WORDS) | (
            (self._gate_words >= MIN_WORDS) & self.plain_ends
        )
        return sure

    @cached_property
    def last_running(self) -> NDArray[np.int64]:
        """The index in ``blocks`` of each article's last block that is surely running text; -1 if there is none."""
        running = np.flatnonzero(self.running)
        last = running.searchsorted(self.blocks.first[1:]) - 1
        found = np.append(running, -1)[last]  # -1 where none stands before picks the appended one
        return np.where(found >= self.blocks.first[:-1], found, -1)

    @cached_property
    def running_words(self) -> NDArray[np.int64]:
        """Words an article in blocks that are surely running text: at least this many words has its body."""
        words = np.where(self.running, self._gate_words, 0)
        first = self.blocks.first[:-1][self.blocks.first[:-1] < self.blocks.first[1:]]
        size = self.blocks.end[first] - self.blocks.start[first]
        words[first[size <= MAX_TITLE_CHARS]] = 0  # may be the title
        for block in first[(size > MAX_TITLE_CHARS) & (size <= 4 * MAX_TITLE_CHARS)].tolist():
            if len(self.block_text(block)) <= MAX_TITLE_CHARS:
                words[block] = 0
        totals = np.concatenate((np.zeros(1, np.int64), np.cumsum(words)))
        counts: NDArray[np.int64] = totals[self.blocks.first[1:]] - totals[self.blocks.first[:-1]]
        return counts

    @property
    def surely_has_body(self) -> NDArray[np.bool_]:
        """Which articles have running text for certain; the others need a closer look."""
        return self.running_words > 0

    def at_least_chars(self, least: int) -> NDArray[np.bool_]:
        """Tell which texts have at least so many characters; a null text has none."""
        size = np.diff(self.offsets) - 1
        enough: NDArray[np.bool_] = size >= 4 * least  # no character takes more bytes
        for row in np.flatnonzero(~enough & (size >= least)).tolist():
            enough[row] = len(self.text_bytes(row).decode()) >= least
        return enough

    @cached_property
    def repeats(self) -> dict[int, frozenset[int]]:
        """By article, the blocks (from 0) that equal another one, or its declared title, after folding."""
        blocks = self.blocks
        order = np.lexsort((self.sketches, blocks.article))
        article, sketch = blocks.article[order], self.sketches[order]
        twice = article[1:][(article[1:] == article[:-1]) & (sketch[1:] == sketch[:-1])]
        titled = blocks.article[self.sketches == self._title_sketches[blocks.article]]
        found = ((row, self._repeated(row)) for row in sorted({*twice.tolist(), *titled.tolist()}))
        return {row: blocks for row, blocks in found if blocks}

    @cached_property
    def copied(self) -> dict[int, frozenset[int]]:
        """`repeats`, but for the articles of which nothing stands again but the declared title as the text's own."""
        return {row: blocks for row, blocks in self.repeats.items() if not self._is_own_title(row, blocks)}

    def _is_own_title(self, row: int, blocks: frozenset[int]) -> bool:
        block = min(blocks)
        title = self.declared("title")[row]
        if len(blocks) > 1 or block >= TITLE_BLOCKS or not title:
            return False
        # As `find_title` has it: white space may have been folded away, not half of the text.
        return len(self.block_text(int(self.blocks.first[row]) + block)) <= 2 * len(title)

    def _repeated(self, row: int) -> frozenset[int]:
        first, last = int(self.blocks.first[row]), int(self.blocks.first[row + 1])
        own = self.sketches[first:last].tolist()
        count = Counter([*own, int(self._title_sketches[row])])
        equal: dict[str, list[int]] = {}
        for index, sketch in enumerate(own):
            if count[sketch] > 1:
                equal.setdefault(fold(self.block_text(first + index)), []).append(index)
        title = self.declared("title")[row]
        titled = equal.get(fold(title), []) if title else []
        return frozenset(index for same in equal.values() if len(same) > 1 for index in same) | frozenset(
            titled
        )

    @cached_property
    def sketches(self) -> NDArray[np.uint32]:
        """A number a block that is equal for blocks of an article, titles and phrases that are equal after folding."""
        blocks = self.blocks
        # A long text in one block, which is half of many corpora, equals nothing: its number is its index.
        alone = np.diff(blocks.first)[blocks.article] == 1
        alone &= blocks.end - blocks.start > _MAX_PHRASE_BYTES
        titles = self.declared("title")
        alone &= ~self.rows_where(i for i, t in enumerate(titles) if t and len(t) > MAX_TITLE_CHARS)[
            blocks.article
        ]
        found = np.arange(len(blocks), dtype=np.uint32)
        found[~alone] = sketches(self.raw, blocks.start[~alone], blocks.end[~alone])
        return found

    @cached_property
    def _title_sketches(self) -> NDArray[np.uint32]:
        """One sketch an article, of its declared title; one that no block has where there is none."""
        titles = [(title or "").encode() + b"\n" for title in self.declared("title")]
        ends = (
            np.cumsum([len(title) for title in titles], dtype=np.int64) if titles else np.empty(0, np.int64)
        )
        starts = ends - np.array([len(title) for title in titles], np.int64)
        found = sketches(b"".join(titles), starts, ends)
        return np.where(self.has("title"), found, np.uint32(2**32 - 1))

    def block_text(self, block: int) -> str:
        """Return the text of a block, by its index in ``blocks``."""
        return self.raw[self.blocks.start[block] : self.blocks.end[block]].decode()

    def block_start(self, block: int, chars: int | None) -> str:
        """Return the first characters of a block; all of it for None."""
        if chars is None:
            return self.block_text(block)
        start = int(self.blocks.start[block])
        end = min(int(self.blocks.end[block]), start + 4 * chars)
        return self.raw[start:end].decode("utf-8", "ignore")[:chars]

    def row_blocks(self, row: int) -> list[RowBlock]:
        """Return the blocks of one article with their roles."""
        if row not in self._blocks:
            first, last = self.blocks.first[row], self.blocks.first[row + 1]
            columns = (
                self.blocks.start[first:last],
                self.blocks.end[first:last],
                self.blocks.line[first:last],
            )
            here = weakref.proxy(self)  # a block that held the view would keep the whole batch alive
            sure = self.running[first:last].tolist()
            bare = []
            for index, (start, end, line) in enumerate(zip(*(c.tolist() for c in columns), strict=True)):
                text = self.raw[start:end].decode()
                running = sure[index] or (end - start >= MIN_RUNNING_BYTES and is_running(text))
                bare.append(RowBlock(index, text, start, end, line, running))
            known = {block - int(first) for block in self.boilerplate_lines.get(row, ())}
            self._blocks[row] = assign_roles(
                bare,
                title=self.declared("title")[row],
                repeated=self.repeats.get(row, frozenset()),
                credits=lambda: here._credit_blocks(row),
                boilerplate=known,
                settle=lambda: settle_roles(
                    here._blocks[row], known, credited=may_credit_pictures(here.text_bytes(row))
                ),
            )
        return self._blocks[row]

    def _credit_blocks(self, row: int) -> frozenset[int]:
        if row not in self._credits:
            self._credits[row] = facts.credit_blocks(self, row)
        return self._credits[row]

    def block_of(self, position: int) -> int:
        """Return the index in ``blocks`` of the block a byte offset lies in (or of the last one before it)."""
        return int(self.blocks.start.searchsorted(position, side="right")) - 1

    def edge_lines(self, row: int, top: int = 0) -> list[EdgeLine]:
        """Return the blocks that may say who signs an article, in order.

        Of the first `HEAD_BLOCKS` from block ``top`` of the article on, those that are no paragraphs and the first
        `LEDES` paragraphs; and the last `FOOT_BLOCKS` blocks.
        """
        if (row, top) not in self._edges:
            first, last = int(self.blocks.first[row]), int(self.blocks.first[row + 1])
            edges = [*range(first + top, min(first + top + HEAD_BLOCKS, last))]
            edges += range(max(first + top + HEAD_BLOCKS, last - FOOT_BLOCKS), last)
            lines, paragraphs = [], 0
            for block in edges:
                from_end = last - 1 - block
                sure = bool(self.running[block])
                paragraphs += sure
                if from_end < FOOT_BLOCKS or paragraphs <= LEDES or not sure:
                    start = int(self.blocks.start[block])
                    lines.append(EdgeLine(self.block_text(block), start, block - first, from_end, sure))
            self._edges[row, top] = lines
        return self._edges[row, top]

    @cached_property
    def boilerplate_lines(self) -> dict[int, dict[int, boilerplate.Line]]:
        """By article, the blocks (indices in ``blocks``) that are lines of the page, each with its topic."""
        return boilerplate.boilerplate_lines(self)

    @cached_property
    def dated_places(self) -> NDArray[np.int64]:
        """Where a day stands beside a year: byte spans in ``data``, ascending, one row each."""
        return dates.dated_places(self.raw, self.lines)

    # --- facts -------------------------------------------------------------------------------------------------

    def published(self, row: int) -> Dated | None:
        """Return the article's publication date, declared or read from its text; None when there is none."""
        if row not in self._published:
            self._published[row] = facts.published(self, row)
        return self._published[row]

    def told_date(self, row: int) -> Dated | None:
        """Return the publication date that an article's text tells, whatever is declared; None when there is none."""
        found: Dated | None = self.memo(("told", row), lambda: facts.text_date(self, row))
        return found

    def failing(self, code: str) -> NDArray[np.bool_]:
        """Tell which articles a rule finds something in, with its default options."""
        if code not in self._failing:
            from newsqa import rules

            rule = rules.get(code)
            self.take_failing(code, {hit.row for hit in rule.check(self, rule.options())})
        return self.rows_where(self._failing[code])

    def take_failing(self, code: str, rows: set[int]) -> None:
        """Take note of the articles that a rule finds something in, with its default options."""
        self._failing[code] = rows

    def rows_where(self, rows: Iterable[int]) -> NDArray[np.bool_]:
        """Return a mask over the articles that is true for the given ones."""
        mask = np.zeros(self.size, bool)
        mask[list(rows)] = True
        return mask

    def modified(self, row: int) -> Dated | None:
        """Return the declared date of the last change; None when there is none."""
        return self.declared_date(row, "modified")

    def declared_date(self, row: int, name: str) -> Dated | None:
        """Return the declared date of a field ("published" or "modified"); None when it holds none."""
        if self.declared(name)[row] is None:
            return None
        key = (row, name)
        if key not in self._declared_dates:
            self._declared_dates[key] = facts.declared_date(self, row, name)
        return self._declared_dates[key]

    def sources(self, row: int) -> Sources:
        """Return the people, agencies and organisations that sign the article's text."""
        if row not in self._sources:
            self._sources[row] = sourcing.sources(self, row)
        return self._sources[row]

    def detected(self, row: int) -> Detection | None:
        """Return the language detected in the text; None when it is too short or unclear."""
        if row not in self._detected:
            self._detected[row] = detect(self.text_bytes(row))
        return self._detected[row]

    def language(self, row: int) -> str | None:
        """Return the declared language's code, else the detected one's."""
        if declared := primary_language(self.declared("language")[row]):
            return declared
        detected = self.detected(row)
        return detected.language if detected else None
