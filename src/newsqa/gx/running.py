"""Runs newsqa on a batch of Great Expectations, once for all the expectations of a suite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from newsqa import api, rules
from newsqa.engine import run as run_engine
from newsqa.errors import InputError
from newsqa.outcome import Outcome
from newsqa.readers.fields import FieldMap
from newsqa.source import Source
from newsqa.suite import Expectation, Suite, rule_options

if TYPE_CHECKING:
    import pandas as pd

    from newsqa.view import Context


class Settings(NamedTuple):
    """What the expectations of one run share: where the fields are, and what the rules are told."""

    fields: Mapping[str, str]
    timezone: str | None = None
    phrases: tuple[str, ...] = ()
    reference_time: str | None = None

    @classmethod
    def read(cls, text: str) -> Settings:
        """Read what `written` wrote."""
        fields, timezone, phrases, reference_time = json.loads(text)
        return cls(fields, timezone, tuple(phrases), reference_time)

    def written(self) -> str:
        """Return the settings as one string: equal ones give the same."""
        return json.dumps(self, sort_keys=True)


class Asked(NamedTuple):
    """A rule of the catalogue with the options that differ from its own, as a JSON object."""

    code: str
    options: str = "{}"


class Failing(NamedTuple):
    """The first finding of a rule in an article, or one about no single article (``number`` -1).

    ``number`` counts the articles of the batch from 0. ``excerpt`` is short, and null where nothing can be quoted.
    """

    number: int
    article_id: str | None
    excerpt: str | None
    message: str
    line: int | None


class Found(NamedTuple):
    """What a run found of one rule.

    ``rows`` are the articles of the batch. ``reason`` says why the rule could not judge; None where it did.
    """

    rows: int
    evaluated: int
    failed: int
    reason: str | None
    failing: Sequence[Failing]


class Run(NamedTuple):
    """What a run found of all rules, and what failing articles are called.

    ``text`` is the column that was read as the text. ``keys`` holds the values of ``key_columns`` by the number of
    the article; without columns ``labels`` holds the frame's own index, where it has one.
    """

    text: str
    found: Mapping[Asked, Found]
    key_columns: tuple[str, ...]
    keys: Mapping[int, Mapping[str, Any]]
    labels: Mapping[int, Any]


def columns_of(names: Sequence[str], settings: Settings) -> dict[str, str]:
    """Return the columns that the fields are read from; InputError when the text or a named one is not there."""
    fields = FieldMap.of(settings.fields)
    found = fields.match(names)
    fields.require("the batch", names, found)
    return {field: path[0] for field, path in found.items()}


def key_columns_of(
    names: Sequence[str], columns: Mapping[str, str], wanted: Iterable[str]
) -> tuple[str, ...]:
    """Return the columns that name failing rows: those asked for, else the one with the ids of articles, if any."""
    chosen = tuple(wanted) or ((columns["article_id"],) if "article_id" in columns else ())
    for name in chosen:
        if name not in names:
            raise InputError(
                f"the batch has no column '{name}', which unexpected_index_column_names asks for"
            )
    return chosen


def context_of(settings: Settings) -> Context:
    """Return what the rules are told; a reference time that nobody gave is now."""
    return api.context_of(
        Suite("", (), timezone=settings.timezone, phrases=settings.phrases), settings.reference_time
    )


def suites_of(asked: Iterable[Asked], settings: Settings) -> Iterator[tuple[Suite, dict[str, Asked]]]:
    """Yield suites that hold all that is asked for; a rule with two sets of options takes two."""
    layers: list[dict[str, Asked]] = []
    for one in asked:
        free = next((layer for layer in layers if one.code not in layer), None)
        if free is None:
            layers.append(free := {})
        free[one.code] = one
    for layer in layers:
        expectations = tuple(_expectation(layer[code]) for code in rules.TABLE if code in layer)
        yield Suite("gx", expectations, timezone=settings.timezone, phrases=settings.phrases), layer


def _expectation(asked: Asked) -> Expectation:
    rule = rules.get(asked.code)
    return Expectation(rule, rule.severity, 1.0, rule_options(rule, json.loads(asked.options), rule.name))


def found_in(outcome: Outcome, layer: Mapping[str, Asked]) -> dict[Asked, Found]:
    """Return what a run found, by what was asked for."""
    failing = _failing(outcome)
    return {
        layer[row["code"]]: Found(
            outcome.articles,
            row["evaluated"],
            row["failed"],
            row["reason"] if row["status"] == "not-evaluated" else None,
            failing.get(row["code"], ()),
        )
        for row in outcome.results().to_pylist()
    }


def _failing(outcome: Outcome) -> dict[str, list[Failing]]:
    """Return, by rule, the first finding in each article, and those about no single one, in their order."""
    if not outcome.findings:
        return {}
    table = pa.concat_tables(outcome.findings)
    numbers = outcome.failing()
    codes = table.column("code").combine_chunks().dictionary_encode()
    which = codes.indices.to_numpy().astype(np.int64)
    pairs = which * (outcome.articles + 1) + numbers
    single = np.zeros(len(pairs), bool)
    single[np.unique(pairs, return_index=True)[1]] = True
    kept = np.flatnonzero(single | (numbers < 0))
    kept = kept[np.argsort(numbers[kept], kind="stable")]
    rows = table.select(["code", "article_id", "excerpt", "message", "line"]).take(pa.array(kept))
    failing: dict[str, list[Failing]] = {}
    for number, (code, *told) in zip(
        numbers[kept].tolist(), zip(*rows.to_pydict().values(), strict=True), strict=True
    ):
        failing.setdefault(code, []).append(Failing(number, *told))
    return failing


def numbers_of(found: Iterable[Found]) -> list[int]:
    """Return the numbers of the articles that fail anything, ascending."""
    return sorted({failing.number for one in found for failing in one.failing if failing.number >= 0})


def run_pandas(frame: pd.DataFrame, asked: Iterable[Asked], wanted: Iterable[str], settings: Settings) -> Run:
    """Run newsqa on a pandas frame; ``wanted`` are the columns that name failing rows."""
    names = [str(name) for name in frame.columns]
    columns = columns_of(names, settings)
    key_columns = key_columns_of(names, columns, wanted)
    # Only what is read: other columns may hold what Arrow has no type for.
    table = pa.table({name: _arrow(frame, names, name) for name in dict.fromkeys(columns.values())})
    context = context_of(settings)
    found: dict[Asked, Found] = {}
    for suite, layer in suites_of(asked, settings):
        outcome = run_engine(Source(table, settings.fields).jobs(), suite, context)
        found |= found_in(outcome, layer)
    failing = numbers_of(found.values())
    rows = frame.iloc[failing]
    keys = [_values(rows.iloc[:, names.index(name)]) for name in key_columns]
    return Run(
        columns["text"],
        found,
        key_columns,
        {
            number: dict(zip(key_columns, values, strict=True))
            for number, *values in zip(failing, *keys, strict=True)
        },
        dict(zip(failing, rows.index.tolist(), strict=True)),
    )


def _values(column: pd.Series) -> list[Any]:
    """Return a column's values, None for each of the values that pandas has for null."""
    nulls = column.isna().tolist()
    return [None if null else value for value, null in zip(column.tolist(), nulls, strict=True)]


def _arrow(frame: pd.DataFrame, names: Sequence[str], name: str) -> Any:
    try:
        return pa.array(frame.iloc[:, names.index(name)], from_pandas=True)
    except (pa.ArrowException, TypeError) as error:
        raise InputError(f"the column '{name}' of the batch cannot be read: {error}") from None
