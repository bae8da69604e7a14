"""Results in the form of Great Expectations' map expectations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from newsqa.reporters.terminal import printable

# Excerpts are short already; messages may name two articles. Nothing longer goes into a result.
_VALUE_CHARS = 160


class Unexpected(NamedTuple):
    """What failed, as GX shows it: a short value, the row's index (None: no row), and why."""

    value: str
    index: Any
    message: str

    @classmethod
    def of(cls, excerpt: str | None, message: str, line: int | None) -> Unexpected:
        """Return a finding, of no row as yet; its value is the excerpt, or the message where nothing can be quoted."""
        value = printable(excerpt or message)
        if len(value) > _VALUE_CHARS:
            value = value[: _VALUE_CHARS - 1] + "…"
        return cls(value, None, message if line is None else f"line {line}: {message}")


def map_result(
    result_format: dict[str, Any],
    *,
    rows: int,
    evaluated: int,
    failed: int,
    mostly: float,
    unexpected: Sequence[Unexpected],
    index_columns: Sequence[str] | None,
) -> dict[str, Any]:
    """Return success and result, as a map expectation of GX does in this result format.

    Rows that the rule cannot judge count as missing. ``index_columns`` are the columns in the indices; None: they are the
    frame's own.
    """
    # The share of newsqa, and its tolerance: not 1 - failed / evaluated, which is a little less than 0.2 for 4 of 5.
    outcome: dict[str, Any] = {"success": (evaluated - failed) / evaluated >= mostly}
    format, shown = result_format["result_format"], result_format.get("partial_unexpected_count", 20)
    if format == "BOOLEAN_ONLY":
        return outcome
    elements = max(rows, evaluated)
    values = [one.value for one in unexpected]
    indices = [one.index for one in unexpected if one.index is not None]
    with_values = not result_format.get("exclude_unexpected_values", False)
    result: dict[str, Any] = {
        "element_count": elements,
        "unexpected_count": failed,
        "unexpected_percent": 100 * failed / evaluated,
        "missing_count": elements - evaluated,
        "missing_percent": 100 * (elements - evaluated) / elements,
        "unexpected_percent_total": 100 * failed / elements,
        "unexpected_percent_nonmissing": 100 * failed / evaluated,
    }
    if with_values:
        result["partial_unexpected_list"] = values[:shown]
    if index_columns:
        result["unexpected_index_column_names"] = list(index_columns)
    if format != "BASIC":
        if with_values:
            counts = sorted(Counter(values).most_common(shown), key=lambda pair: (-pair[1], pair[0]))
            result["partial_unexpected_counts"] = [
                {"value": value, "count": count} for value, count in counts
            ]
        if indices or not unexpected:
            result["partial_unexpected_index_list"] = indices[:shown]
        result["details"] = {"messages": [one.message for one in unexpected[:shown]]}
    if format == "COMPLETE":
        if with_values:
            result["unexpected_list"] = values
        if indices or not unexpected:
            result["unexpected_index_list"] = indices
    return outcome | {"result": result}
