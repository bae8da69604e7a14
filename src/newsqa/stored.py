"""Stored reports: how what a file keeps of a run becomes a report again.

The articles themselves are in no report: they are read again from where they were, if they are still there and the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, rules, schema
from newsqa.api import as_time
from newsqa.errors import InputError, NewsqaError
from newsqa.readers.batch import Batch
from newsqa.readers.files import label
from newsqa.rules.base import SEVERITIES, Severity
from newsqa.snippets import Snippet, shorten
from newsqa.source import Source
from newsqa.stored_files import DamagedError, read, validate
from newsqa.suite import Expectation, Suite, check_timezone, rule_options
from newsqa.view import Context

if TYPE_CHECKING:
    from newsqa.history import History
    from newsqa.noting import Compared
    from newsqa.readers.exclusion import Exclusion

_KEYS = ("suite", "fail_level", "complete", "articles", "results", "broken", "notes", "run", "by_source")
_STATUSES = ("pass", "warn", "fail", "not-evaluated")
# What a file that is damaged, or that newsqa did not write, makes the parsers raise.
_WRONG = (
    *(DamagedError, KeyError, TypeError, ValueError, AttributeError),
    *(ArithmeticError, RecursionError, pa.ArrowException),
)
_COMPARED = 60  # characters of an excerpt, which tell whether an article is still the same

_Key = tuple[str, str | None, int | None]  # id, path and record of an article


class Loaded(NamedTuple):
    """What a report is made of; ``history`` is the one the run was added to, where it is still there."""

    contents: Stored
    source: Source
    context: Context
    fail_level: Severity
    history: History | None


class Stored:
    """What a file keeps of a run."""

    def __init__(self, about: dict[str, Any], findings: pa.Table, suite: Suite, again: Again) -> None:
        self.suite = suite
        self.complete: bool = about["complete"]
        self.articles: int = about["articles"]
        self.notes: list[str] = _strings(about["notes"], "notes")
        self.failures: list[str] = _strings(about["broken"], "broken")
        self._about = about
        self._findings = findings
        self._again = again
        self._results = _results(about)

    @property
    def broken(self) -> list[str]:
        """What stopped a rule or the reading of a whole file."""
        return self.failures

    @property
    def findings(self) -> list[pa.Table]:
        """The findings in the order of the input: the schema FINDINGS."""
        return [self._findings]

    def results(self) -> pa.Table:
        """Return one row an expectation: RESULTS."""
        return self._results

    def by_source(self) -> pa.Table | None:
        """Return the counts by source: BY_SOURCE; None where the run did not count them."""
        counted = self._about["by_source"]
        if counted is None:
            return None
        if not isinstance(counted, list):
            raise DamagedError("'by_source' is no list")
        names = dict(zip(self._results["code"].to_pylist(), self._results["rule"].to_pylist(), strict=True))
        rows = [
            {"source": entry["source"], "rule": names.get(code, code), "code": code, "evaluated": evaluated, "failed": failed}
            for entry in counted
            for code, (evaluated, failed) in entry["counts"].items()
        ]  # fmt: skip
        return validate(arrow.table(rows, schema.BY_SOURCE))

    def compared(self, source: Source) -> Compared | None:
        """Return how the findings compared with the baseline; None without one."""
        from newsqa.noting import Compared

        known = self._about.get("baseline")
        return None if known is None else Compared(**known)

    def snippets(self) -> Iterator[Snippet | None]:
        """Yield the excerpt of each finding: the line it stands in is not in the file."""
        for batch in self._findings.select(["excerpt"]).to_batches():
            for excerpt in batch.column(0).to_pylist():
                data = excerpt.encode() if excerpt else b""
                yield (data, 0, len(data)) if data else None

    def failing(self) -> NDArray[np.int64]:
        """Return, a finding, the number of its article in the input (from 0); -1 for input that could not be read.

        Where the articles cannot be read again, they are numbered in the order of the findings.
        """
        known = self._again.numbers()
        numbers = np.empty(self._findings.num_rows, np.int64)
        for at, (key, _) in enumerate(keyed(self._findings)):
            numbers[at] = -1 if key is None else known[key]
        return numbers


class Again(Source):
    """The input of a stored report, to be read again; the articles in it must be those with the findings."""

    def __init__(self, run: dict[str, Any], findings: pa.Table, count: int) -> None:
        paths = run["paths"]
        super().__init__(
            [] if paths is None else _strings(paths, "paths"),
            run["fields"],
            run["format"],
            exclude=_exclusion(run.get("exclude")),
        )
        self._findings, self._count = findings, count
        self._numbers: dict[_Key, int] | None = None
        self._why: str | None = None
        if paths is None:
            self._why = "they were a table or a stream, not files"
        elif "-" in paths:
            self._why = "they came from standard input"

    def batches(self) -> Iterator[Batch]:
        """Read the input from the start; InputError where it is not there, or is another one by now."""
        self.numbers()
        if self._why is not None:
            raise InputError(f"the articles of the report cannot be read again: {self._why}")
        return super().batches()

    def numbers(self) -> dict[_Key, int]:
        """Return the number in the input of each article with findings; where it cannot be read, numbers from 0."""
        if self._numbers is None:
            if self._why is None:
                try:
                    self._numbers = self._found()
                except (NewsqaError, OSError) as error:
                    self._why = f"{error} (paths count from the folder in which the check was run)"
            if self._numbers is None:
                keys = dict.fromkeys(key for key, _ in keyed(self._findings) if key is not None)
                self._numbers = {key: number for number, key in enumerate(keys)}
        return self._numbers

    def _found(self) -> dict[_Key, int]:
        """Look for the articles with findings; InputError when one is gone or has another text."""
        wanted: dict[_Key, tuple[int, int, str] | None] = {}
        for key, said in keyed(self._findings):
            if key is not None and wanted.get(key) is None:
                wanted[key] = said
        found: dict[_Key, int] = {}
        first = 0
        for batch in super().batches():
            columns = [batch.articles.column(name).to_pylist() for name in ("article_id", "path", "record")]
            texts = batch.articles.column("text")
            for row, key in enumerate(zip(*columns, strict=True)):
                if key in wanted and key not in found:
                    found[key] = first + row
                    _check(key, wanted[key], texts[row])
            first += batch.articles.num_rows
        if first != self._count:
            raise InputError(f"there were {self._count:,} articles, and there are {first:,} now")
        if lost := next((key for key in wanted if key not in found), None):
            raise InputError(f"the article {lost[0]} is not there any more")
        return found


def _exclusion(kept: dict[str, Any] | None) -> Exclusion | None:
    if kept is None:
        return None
    from newsqa.readers.exclusion import Exclusion

    return Exclusion([(Path(root), pattern) for root, pattern in kept["patterns"]], forced=kept["forced"])


def _check(key: _Key, said: tuple[int, int, str] | None, text: pa.Scalar) -> None:
    if said is None:
        return
    start, end, excerpt = said
    if shorten((text.as_py() or "")[start:end])[:_COMPARED] != excerpt[:_COMPARED]:
        raise InputError(f"the article {key[0]} has another text now")


def keyed(findings: pa.Table) -> Iterator[tuple[_Key | None, tuple[int, int, str] | None]]:
    """Yield each finding's article, None where it has none, and what stood where in its text, where that is known."""
    names = ["article_id", "path", "record", "code", "field", "start", "end", "excerpt"]
    for batch in findings.select(names).to_batches(max_chunksize=10_000):
        for article, path, record, code, field, start, end, excerpt in zip(
            *(column.to_pylist() for column in batch.columns), strict=True
        ):
            known = field == "text" and excerpt and start is not None and not code.startswith(("COR", "COL"))
            yield (
                None if article is None else (article, path, record),
                (start, end, excerpt) if known else None,
            )


def load(path: Path) -> Loaded:
    """Read a report; NewsqaError when there is none, it is damaged, or newsqa did not write it."""
    try:
        about, findings = read(path)
        missing = [key for key in _KEYS if key not in about]
        if missing:
            raise DamagedError(f"there is no '{missing[0]}' in it")
        return _loaded(about, findings)
    except _WRONG as error:
        said = str(error) if isinstance(error, DamagedError) else f"{type(error).__name__}: {error}"
        raise NewsqaError(
            f"{label(path)}: this is no report that newsqa can read: {' '.join(said.split())[:300]}"
        ) from None


def _loaded(about: dict[str, Any], findings: pa.Table) -> Loaded:
    run = about["run"]
    context = Context(
        as_time(run["reference_time"]),
        check_timezone(run["timezone"], "timezone"),
        tuple(_strings(run["phrases"], "phrases")),
    )
    if about["fail_level"] not in SEVERITIES:
        raise DamagedError(f"'{about['fail_level']}' is no fail level")
    if not isinstance(about["articles"], int) or not isinstance(about["complete"], bool):
        raise DamagedError("the number of articles is none")
    again = Again(run, findings, about["articles"])
    contents = Stored(about, findings, _suite(about, context), again)
    contents.by_source(), contents.compared(again)  # what is wrong with them is said now
    return Loaded(contents, again, context, about["fail_level"], _history(run, contents))


def _suite(about: dict[str, Any], context: Context) -> Suite:
    """Return the suite of a run, but for rules that this version does not have."""
    if not isinstance(about["suite"], str):
        raise DamagedError("the suite has no name")
    options = about["run"]["options"]
    expectations = []
    for row in about["results"]:
        if row["code"] in rules.TABLE:
            rule = rules.get(row["code"])
            chosen = rule_options(rule, options.get(rule.name, {}), rule.name)
            expectations.append(Expectation(rule, row["severity"], row["mostly"], chosen))
    fields = about["run"]["fields"]
    return Suite(about["suite"], tuple(expectations), timezone=context.timezone, fields=fields, phrases=context.phrases)  # fmt: skip


def _results(about: dict[str, Any]) -> pa.Table:
    table = validate(arrow.table(about["results"], schema.RESULTS))
    for row in table.to_pylist():
        if row["status"] not in _STATUSES:
            raise DamagedError(f"'{row['status']}' is no status")
        if row["share"] is None and row["status"] != "not-evaluated":
            raise DamagedError(f"the result of {row['rule']} has no share")
    return table


def _history(run: dict[str, Any], contents: Stored) -> History | None:
    if "history" not in run:
        return None
    from newsqa.history import History

    try:
        return History.load(run["history"]["folder"], until=run["history"]["run"])
    except NewsqaError as error:
        contents.notes.append(f"the history of the report cannot be read: {error}")
        return None


def _strings(given: Any, name: str) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(entry, str) for entry in given):
        raise DamagedError(f"'{name}' is no list of strings")
    return list(given)
