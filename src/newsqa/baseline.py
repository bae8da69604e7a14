"""Baselines: what is wrong already, noted in a text file, so that only what is new fails.

The first line says what the file is, the second what was checked for it, the third names the columns. Then comes an entry a
line, by path, code and fingerprint, with tabs between: path, code, fingerprint, how often, and a reason that people may
write ("-": none given). There is no text of any article in it.

A path counts from the file's own folder, and so does the path in a fingerprint: in another checkout, from another
working directory and with absolute paths the same findings are known.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow
from newsqa.errors import NewsqaError
from newsqa.files import replacing

Keys = NDArray[np.uint64]

DEFAULT = "newsqa.baseline"

# In place of a count: all findings of a rule in an article that has more of them than are listed.
WHOLE = -1

# In place of a path: of what is about no single article; and before the id of an article of a table in memory.
CORPUS, TABLE = "(corpus)", "(table) "

_TITLE = "# newsqa baseline "
_OF = "# of"
_FORMAT = 1
_COLUMNS = ("path", "code", "fingerprint", "count", "reason")
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_ESCAPED = re.compile(r"\\([\\tnr])")
_MEANT = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class Entries(NamedTuple):
    """The entries of a baseline, column by column; ``reasons`` are null where none is given."""

    paths: pa.Array
    codes: pa.Array
    keys: Keys
    counts: NDArray[np.int64]
    reasons: pa.Array

    def taken(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Entries:
        """Return some of them, by number or mask."""
        which = np.flatnonzero(rows) if rows.dtype == bool else rows
        take = arrow.from_numpy(which.astype(np.int64), pa.int64())
        paths, codes, reasons = (column.take(take) for column in (self.paths, self.codes, self.reasons))
        return Entries(paths, codes, self.keys[which], self.counts[which], reasons)

    def joined(self, other: Entries) -> Entries:
        """Return these and others."""
        columns = zip(
            (self.paths, self.codes, self.reasons), (other.paths, other.codes, other.reasons), strict=True
        )
        paths, codes, reasons = (pa.concat_arrays(list(both)) for both in columns)
        keys, counts = np.concatenate((self.keys, other.keys)), np.concatenate((self.counts, other.counts))
        return Entries(paths, codes, keys, counts, reasons)


def empty() -> Entries:
    """Return no entries."""
    none = pa.nulls(0, pa.string())
    return Entries(none, none, np.empty(0, np.uint64), np.empty(0, np.int64), none)


class Baseline(NamedTuple):
    """A baseline: its file, what is noted in it, and the paths that were checked for it, from the file's folder."""

    file: Path
    entries: Entries
    inputs: tuple[str, ...] = ()

    @classmethod
    def load(cls, file: str | Path) -> Baseline:
        """Read a baseline; NewsqaError where there is none, or it is not what newsqa writes."""
        path = Path(file)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise NewsqaError(
                f"{path}: there is no such baseline: newsqa baseline create makes one"
            ) from None
        except OSError as error:
            raise NewsqaError(f"{path}: the baseline cannot be read: {error.strerror}") from None
        title, of, names, *rest = [*data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 3), b"", b"", b""]
        _check_head(title.decode("utf-8", "replace").rstrip("\r"), of, names, path)
        inputs = of.decode("utf-8", "replace").rstrip("\r").split("\t")[1:]
        return cls(path, _parsed(rest[0], path), tuple(map(_unescaped, inputs)))

    def save(self) -> None:
        """Write the file, sorted, whole or not at all; NewsqaError where it cannot be written."""
        of = "\t".join([_OF, *(path.translate(_ESCAPES) for path in sorted(self.inputs))])
        head = f"{_TITLE}{_FORMAT}\n{of}\n# " + "\t".join(_COLUMNS)
        with replacing(self.file) as file:
            file.write("\n".join([head, *_lines(self.entries), ""]).encode())


def _check_head(title: str, of: bytes, names: bytes, path: Path) -> None:
    told = re.fullmatch(re.escape(_TITLE) + "([0-9]{1,9})", title)
    if told is None or not of.startswith(_OF.encode()) or not names.startswith(b"#"):
        raise NewsqaError(
            f"{path}: this is no baseline, which begins with '{_TITLE}{_FORMAT}' and two more such lines"
        )
    if int(told[1]) > _FORMAT:
        raise NewsqaError(f"{path}: a later version of newsqa wrote this baseline: use that, or make it anew")


def _parsed(rows: bytes, path: Path) -> Entries:
    if not rows.strip():
        return empty()
    import pyarrow.compute as pc

    table = _table(rows, path)
    _check(pc.match_substring_regex(table["fingerprint"], "^[0-9a-f]{16}$"), table, "fingerprint", path)
    _check(pc.match_substring_regex(table["count"], "^([1-9][0-9]{0,8}|all)$"), table, "count", path)
    counts = [WHOLE if count == "all" else int(count) for count in table["count"].to_pylist()]
    given = pc.not_equal(table["reason"], arrow.constant("-"))
    reasons = pc.if_else(given, table["reason"], arrow.array([None], pa.string())[0])
    return merged(
        Entries(
            arrow.repeated(list(map(_unescaped, table["path"].to_pylist()))),
            table["code"].combine_chunks(),
            arrow.from_hexadecimal(table["fingerprint"]),
            np.array(counts, np.int64),
            reasons.combine_chunks(),
        )
    )


def _table(rows: bytes, path: Path) -> pa.Table:
    """Return the lines as a table of strings; NewsqaError where one of them is not an entry."""
    from pyarrow import csv

    wrong: list[str] = []

    def note(row: Any) -> str:
        wrong.append(row.text)
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(rows),
            csv.ReadOptions(column_names=list(_COLUMNS)),
            csv.ParseOptions(delimiter="\t", quote_char=False, invalid_row_handler=note),
            csv.ConvertOptions(column_types=dict.fromkeys(_COLUMNS, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        raise NewsqaError(f"{path}: the baseline is damaged: {error}") from None
    if wrong:
        raise NewsqaError(
            f"{path}: the baseline is damaged: '{wrong[0][:80]}' is no entry, which is {', '.join(_COLUMNS)}, with tabs "
            "between"
        )
    return table


def _check(good: pa.ChunkedArray, table: pa.Table, name: str, path: Path) -> None:
    bad = np.flatnonzero(~arrow.truths(good.combine_chunks()))
    if len(bad):
        entry = table.slice(int(bad[0]), 1).to_pylist()[0]
        raise NewsqaError(
            f"{path}: the baseline is damaged: '{entry[name][:80]}' is no {name}, in an entry of {entry['path'][:200]}"
        )


def merged(entries: Entries) -> Entries:
    """Return the entries with each fingerprint once: two branches may have noted the same. The larger count holds."""
    counts = np.where(entries.counts == WHOLE, np.iinfo(np.int64).max, entries.counts)
    order = np.lexsort((-counts, entries.keys))
    keys = entries.keys[order]
    first = np.append(True, keys[1:] != keys[:-1])
    return entries if first.all() else entries.taken(np.sort(order[first]))


def _lines(entries: Entries) -> list[str]:
    import pyarrow.compute as pc

    counts = ["all" if count == WHOLE else str(count) for count in entries.counts.tolist()]
    cells = [
        arrow.repeated([path.translate(_ESCAPES) for path in entries.paths.to_pylist()]),
        entries.codes,
        arrow.hexadecimal(entries.keys),
        arrow.array(counts, pa.string()),
        entries.reasons.fill_null(arrow.constant("-")),
    ]
    table = pa.Table.from_arrays(cells, names=list(_COLUMNS))
    order = pc.sort_indices(table, [(name, "ascending") for name in _COLUMNS[:3]])
    columns = [column.combine_chunks() for column in table.take(order).columns]
    lines: list[str] = pc.binary_join_element_wise(*columns, arrow.constant("\t")).to_pylist()
    return lines


def _unescaped(path: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT[found[1]], path) if "\\" in path else path
