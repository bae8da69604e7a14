"""Articles that are objects of JSON, whatever the file they stand in looks like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from newsqa.readers.batch import TEXT_ONLY, Batch, Fields, Problem, RawColumns, contract_place, joined
from newsqa.readers.fields import FIELDS, FieldMap, no_text
from newsqa.readers.json_places import JsonPlaces, Named, locate, place
from newsqa.readers.rows import AUTHORS, TEXT, Limits, Rows, has_surrogate, instant, utf8_size

_PUBLISHER = FIELDS.index("publisher")
_FETCHED = FIELDS.index("fetched")

Keys = tuple[
    tuple[int, tuple[str, ...]], ...
]  # index in FIELDS, and the path of keys that leads to the value


class _Shape(NamedTuple):
    """What records with the same keys have in common.

    Where the values of fields are, which fields they can have, where the values are that contracts are about, and both
    for the locator, by the field's name.
    """

    keys: Keys
    fields: Fields
    contracts: dict[str, tuple[str, ...]]
    places: Named


KINDS = {dict: "an object", list: "a list", bool: "true or false"}


class Number(str):
    """A number as it is written."""

    __slots__ = ()


# Numbers stay as written: an epoch keeps its digits, and an integer of 5,000 digits raises nothing.
_decoder = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=lambda _: None)
decode, decode_first = _decoder.decode, _decoder.raw_decode


def is_object(line: str) -> bool:
    """Tell whether a line of text is one JSON object."""
    try:
        return isinstance(decode(line), dict)
    except (ValueError, RecursionError):
        return False


def kind_name(value: Any) -> str:
    """Return what a value is that is no object."""
    return KINDS.get(type(value), "a number" if isinstance(value, Number) else "a string or null")


def syntax_error(error: json.JSONDecodeError) -> str:
    """Return what is wrong with JSON, to be told."""
    return "is not valid JSON: " + error.msg[:1].lower() + error.msg[1:].removesuffix(" starting at")


class JsonRecords:
    """The objects of one file on their way to batches; ``number`` is that of the last one met, from 1.

    ``held`` is how many characters of them are kept for the locator.
    """

    def __init__(self, path: str, fields: FieldMap, limits: Limits) -> None:
        self.path = path
        self.rows = Rows(limits)
        self._fields = fields
        self._limits = limits
        self.number = 0
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._usual: Fields | None = None  # the fields of the file's first record, which a later one may lack
        self._fields_of: list[Fields] = []  # of each record of this batch
        self._lines: list[tuple[int, int, str, Named]] = []
        self._contracted: list[list[Any]] = []  # of each record of this batch, the values contracts are about
        self._raw = 0  # characters of the lines kept for the locator
        self._texts = False  # whether a record of this batch has a text
        self._first = True  # whether no batch with records was handed on so far

    def take(self) -> Batch:
        """Hand on what was collected; raises InputError when the first records have no text, not one of them."""
        if self._lines and self._first and not self._texts:
            raise no_text(
                self.path, list(dict.fromkeys(key for shape in self._shapes for key in shape)), "key"
            )
        self._first = self._first and not self._lines
        places = JsonPlaces(self._lines, self._raw)
        self._lines, self._raw, self._texts = [], 0, False
        fields = joined((1, own) for own in self._fields_of)
        self._fields_of = []
        batch = self.rows.take(places, fields)
        return batch._replace(raw=(self._raw_columns(),)) if self._fields.contracts else batch

    def _raw_columns(self) -> RawColumns:
        columns = {
            name: [values[at] for values in self._contracted]
            for at, name in enumerate(self._fields.contracts)
        }
        size, self._contracted = len(self._contracted), []
        return RawColumns(size, "json", columns)

    def problem(
        self, message: str, at: tuple[int, int | None], row: int | None = None, code: str = "IO001"
    ) -> None:
        """Say what is wrong with the record met last, at a line and column of the file."""
        line, column = at
        self.rows.problems.append(
            Problem(code, self.path, message, record=self.number, line=line, column=column, row=row)
        )

    def add(self, record: dict[str, Any], raw: str, line: int, column: int = 1) -> Iterator[Batch]:
        """Add an article that is written as ``raw``, which begins at a place in the file; yield the batch that is full."""
        shape = tuple(record)
        if shape not in self._shapes:
            if len(self._shapes) > 10_000:  # records whose keys are data: do not grow for ever
                self._shapes.clear()
            matched = self._fields.match(shape)
            if self._usual is None:
                self._usual = TEXT_ONLY.union(matched)
            own = tuple((FIELDS.index(field), path) for field, path in matched.items())
            contracts = self._fields.contracted(shape, matched)
            named = (*matched.items(), *((contract_place(name), path) for name, path in contracts.items()))
            self._shapes[shape] = _Shape(own, self._usual.union(matched), contracts, named)
        keys, fields, contracts, places = self._shapes[shape]
        values: list[Any] = [None] * len(FIELDS)
        odd: list[tuple[int, tuple[str, ...], Any]] = []
        has_text = False
        for index, path in keys:
            value: Any = record.get(path[0])
            for key in path[1:]:
                value = value.get(key) if isinstance(value, dict) else None
            if index == TEXT:
                has_text = len(path) == 1 or value is not None
            if index in (AUTHORS, _FETCHED):
                good, value = _special(index, value)
            elif type(value) is str or value is None:
                good = True
            else:
                good, value = _plain(index, value)
            if not good:
                odd.append((index, path, value))
            else:
                values[index] = value
        size = utf8_size(values[TEXT]) if values[TEXT] is not None else 0
        if self.rows.full(size) or self._raw > 4 * self._limits.bytes:
            yield self.take()
        self._texts = self._texts or has_text
        row = len(self.rows)
        if values[0] is None:
            values[0] = f"{self.path}#{self.number}"
        self.rows.add(self.path, self.number, line, values, size)
        self._lines.append((line, column, raw, places))
        if self._fields.contracts:
            self._contracted.append(
                [
                    _under(record, contracts[name]) if name in contracts else ...
                    for name in self._fields.contracts
                ]
            )
        self._fields_of.append(fields)
        self._raw += len(raw)
        self._judge(raw, (line, column), keys, values, odd, row)

    def _judge(
        self,
        raw: str,
        begin: tuple[int, int],
        keys: Keys,
        values: list[Any],
        odd: list[tuple[int, tuple[str, ...], Any]],
        row: int,
    ) -> None:
        """Report values of the wrong type and escapes that are no characters."""
        for index, path, value in odd:
            kind = KINDS.get(type(value), "a number")
            wanted = "a list of names" if index == AUTHORS else "a string"
            self.problem(
                f"the field {'.'.join(path)!r} is {kind}, not {wanted}; read as null ({FIELDS[index]})",
                begin,
                row,
            )
        if "\\u" not in raw:
            return
        for index, path in keys:
            value = values[index]
            if not isinstance(value, str) or (at := has_surrogate(value)) < 0:
                continue
            found = locate(raw, path, (at,))
            message = f"the field {'.'.join(path)!r} has half of a surrogate pair (\\u{ord(value[at]):04x}), read as U+FFFD"
            self.problem(message, place(raw, found[0], *begin) if found else begin, row, "IO002")


def _under(record: dict[str, Any], path: tuple[str, ...]) -> Any:
    """Return the value under a path of keys; ... where there is none."""
    value: Any = record
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return ...
        value = value[key]
    return value


def _plain(index: int, value: Any) -> tuple[bool, Any]:
    """Return whether a value that is not a string can be read as one, and the string or else the value."""
    if isinstance(value, Number) and index != TEXT:
        return True, str(value)
    if index == _PUBLISHER and isinstance(value, dict) and isinstance(value.get("name"), str):
        return True, value["name"]
    return False, "0" if isinstance(value, Number) else value


def _special(index: int, value: Any) -> tuple[bool, Any]:
    """Read the authors (a list, of strings or of objects with a name, or one string) or the time of fetching."""
    if value is None:
        return True, None
    if index == _FETCHED:
        return True, instant(value) if isinstance(value, str) else None
    if isinstance(value, list):
        names = [element.get("name") if isinstance(element, dict) else element for element in value]
        if all(name is None or isinstance(name, str) for name in names):
            return True, [None if name is None else str(name) for name in names]
        return False, value
    if type(value) is str:
        return True, [value]
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return True, [value["name"]]
    return False, value
