"""What a stored report keeps of a run besides its verdict, results and findings: all that `newsqa.stored` needs."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsqa.by_source import OTHERS
from newsqa.readers.files import label
from newsqa.reporters.terminal import as_json
from newsqa.source import Source
from newsqa.suite import Expectation, plain

if TYPE_CHECKING:
    from newsqa.readers.exclusion import Exclusion
    from newsqa.report import Report

# Sources whose counts are kept one by one, those with the most failures; the others are counted together.
MOST_SOURCES = 100

_Counts = dict[str, list[int]]  # by code: evaluated, failed


def details(report: Report, source: Source) -> dict[str, Any]:
    """Return how a run was made, and its counts by source."""
    context, history = report.context, report.history
    run: dict[str, Any] = {
        "paths": None if source.in_memory else [label(path) for path in source.paths],
        "format": source.format,
        "fields": source.fields,
        "exclude": None if source.exclude is None else _exclude(source.exclude),
        "reference_time": context.reference_time.isoformat(),
        "timezone": context.timezone,
        "phrases": list(context.phrases),
        "options": {e.rule.name: options for e in report.suite.expectations if (options := _options(e))},
    }
    if history is not None and history.latest is not None:
        run["history"] = {"folder": os.fspath(history.folder), "run": history.latest.id}
    return {"run": run, "by_source": _by_source(report.by_source)}


def _exclude(exclude: Exclusion) -> dict[str, Any]:
    """Return what is left out; the folders of patterns as seen from the working directory, as all paths."""
    patterns = [[os.path.relpath(root).replace(os.sep, "/"), pattern] for root, pattern in exclude.patterns]
    return {"patterns": patterns, "forced": exclude.forced}


def _options(expectation: Expectation) -> dict[str, Any]:
    """Return the options that are not the rule's own."""
    if expectation.options is None:
        return {}
    own, given = expectation.rule.options()._asdict(), expectation.options._asdict()
    return {name: plain(value) for name, value in given.items() if value != own[name] and value is not None}


def _by_source(table: pa.Table | None) -> list[dict[str, Any]] | None:
    """Return an entry a source: {"source": name, "counts": {code: [evaluated, failed]}}."""
    if table is None:
        return None
    counts: dict[str | None, _Counts] = {}
    for row in table.to_pylist():
        counts.setdefault(row["source"], {})[row["code"]] = [row["evaluated"], row["failed"]]
    return [{"source": source, "counts": found} for source, found in _fewer(counts).items()]


def _fewer(counts: dict[str | None, _Counts]) -> dict[str | None, _Counts]:
    """Return the counts of the sources that are kept one by one, of the others together, and of no known one."""
    named = {
        source: sum(failed for _, failed in found.values()) for source, found in counts.items() if source
    }
    named.pop(OTHERS, None)
    kept = {source for source, _ in Counter(named).most_common(MOST_SOURCES)}
    if len(kept) == len(named):
        return counts
    others: _Counts = {}
    for source in [*(named.keys() - kept), OTHERS]:
        for code, (evaluated, failed) in counts.get(source, {}).items():
            before = others.get(code, [0, 0])
            others[code] = [before[0] + evaluated, before[1] + failed]
    single = {source: found for source, found in counts.items() if source is None or source in kept}
    return single | {OTHERS: others}


def as_lines(about: dict[str, Any]) -> str:
    """Return what `Report.summary` returned as a JSON object that is not closed yet, the counts of a source on a line."""
    entries = about["by_source"]
    head = as_json({key: value for key, value in about.items() if key != "by_source"}, indent=2)[:-2]
    if not entries:
        return f'{head},\n  "by_source": {as_json(entries)}'
    lines = ",".join(f"\n    {as_json(entry)}" for entry in entries)
    return f'{head},\n  "by_source": [{lines}\n  ]'
