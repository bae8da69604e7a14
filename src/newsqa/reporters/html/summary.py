"""The head of the page: the verdict, what stands behind it, and what changed since last time."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from newsqa._version import __version__
from newsqa.reporters.html.changes import changes
from newsqa.reporters.html.charts import balance
from newsqa.reporters.html.escaping import escape
from newsqa.reporters.html.words import Words

if TYPE_CHECKING:
    from newsqa.report import Report


MOST_NOTES = 50


def summary(report: Report, words: Words) -> str:
    """Return the header."""
    states = Counter(row["status"] for row in report.results.to_pylist())
    unmet = report.unmet.num_rows
    state, verdict = _verdict(report, unmet, words)
    said = "".join(
        f"<p class=broken>{words('broken')} <span lang=en>{escape(reason)}</span></p>"
        for reason in report.broken
    )
    return (
        f'<header class="head {state}"><p class=brand><b>newsqa</b> {__version__} · {words("suite")} <b>{escape(report.suite.name)}</b>'
        f" · {words.moment(report.context.reference_time)}</p>\n"
        f"<h1>{verdict}</h1>\n<p class=lead>{_counted(states, words)}</p>\n{_balance(states)}\n"
        f"<dl class=figures>{_figures(report, words)}</dl>\n{said}{changes(report, words)}{_notes(report, words)}</header>\n"
    )


def _verdict(report: Report, unmet: int, words: Words) -> tuple[str, str]:
    if report.broken:
        return "fail", words("verdict-broken")
    if not report.ok:
        return "fail", words("verdict-unmet", n=unmet)
    if not report.article_count:
        return "empty", words("verdict-empty")
    return "pass", words("verdict-met")


def _counted(states: Counter[str], words: Words) -> str:
    """Return how many expectations are in which state, each said in words and with the colour of the bar."""
    parts = [
        f'<span class="{name}">{words("count-" + name, n=states[name])}</span>'
        for name in ("fail", "warn", "not-evaluated", "pass")
        if states[name]
    ]
    return " ".join(parts)


def _balance(states: Counter[str]) -> str:
    return balance([(name, states[name]) for name in ("fail", "warn", "not-evaluated", "pass")])


def _flawed(report: Report) -> int:
    """Return how many articles have findings; a stored report tells them apart by their names only."""
    numbers = report.numbers
    if (numbers >= 0).any():
        return len(np.unique(numbers[numbers >= 0]))
    names = report.findings.select(["path", "record", "article_id"]).to_pylist()
    return len({tuple(name.values()) for name in names if name["article_id"]})


def _figures(report: Report, words: Words) -> str:
    findings = report.findings
    fixable = sum(safety == "safe" for safety in findings["fix_safety"].to_pylist())
    figures = [
        ("figure-articles", report.article_count),
        ("figure-findings", findings.num_rows),
        ("figure-flawed", _flawed(report)),
        ("figure-fixable", fixable),
    ]
    return "".join(
        f"<div><dt>{words(name)}</dt><dd>{words.number(value)}</dd></div>" for name, value in figures
    )


def _notes(report: Report, words: Words) -> str:
    """Return the remarks on the input, folded."""
    if not report.notes:
        return ""
    items = [f"<li lang=en>{escape(note)}</li>" for note in report.notes[:MOST_NOTES]]
    if len(report.notes) > MOST_NOTES:
        items.append(f"<li>{words('more-notes', n=len(report.notes) - MOST_NOTES)}</li>")
    title = words("notes", n=len(report.notes))
    return f"<details class=remarks><summary>{title}</summary><ul>{''.join(items)}</ul></details>"
