"""Sources by rules: where the flaws are, as a table whose cells lead to the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsqa.by_source import OTHERS
from newsqa.reporters.html.escaping import escape, line
from newsqa.reporters.html.words import Words

if TYPE_CHECKING:
    from newsqa.report import Report

MAX_SOURCES, MAX_RULES = 30, 24
# Shares at which a cell gets darker; the legend says them.
LEVELS = (0.01, 0.05, 0.2, 0.5)

_Counts = tuple[int, int]  # evaluated, failed
_Cells = dict[tuple[str | None, str], _Counts]


def heatmap(report: Report, words: Words) -> str:
    """Return the table, its legend and what was left out; a sentence where there is nothing to compare."""
    table = report.by_source
    if table is None:
        return f"<p class=none>{words('heat-not-counted')}</p>"
    cells: _Cells = {
        (row["source"], row["code"]): (row["evaluated"], row["failed"]) for row in table.to_pylist()
    }
    names = dict(zip(table["code"].to_pylist(), table["rule"].to_pylist(), strict=True))
    sources, rules = Counter[str | None](), Counter[str]()
    for (source, code), (_, failed) in cells.items():
        sources[source] += failed
        rules[code] += failed
    failing = [code for code, failed in rules.most_common() if failed]
    if not any(source is not None for source in sources) or not failing:
        return f"<p class=none>{words('heat-no-sources' if failing or not cells else 'heat-no-failures')}</p>"
    ordered = sorted((s for s in sources if sources[s]), key=lambda s: (-sources[s], s is None, s or ""))
    rows, columns = ordered[:MAX_SOURCES], failing[:MAX_RULES]
    return (
        f"<p class=soft>{words('heat-how')}</p>{_legend(words)}"
        f'<div class=wide tabindex=0 role=region aria-label="{words("heat-caption")}">{_table(rows, columns, names, cells, words)}</div>'
        f"{_left_out(len(ordered), len(failing), len(sources), words)}"
    )


def _table(
    sources: list[str | None], rules: list[str], names: Mapping[str, str], cells: _Cells, words: Words
) -> str:
    head = "".join(
        f'<th scope=col><a href="#rule={escape(code)}" title="{escape(names[code])}">{escape(code)}</a></th>'
        for code in rules
    )
    body = []
    for source in sources:
        name = words("no-source") if source is None else escape(source)
        row = "".join(_cell(source, code, cells.get((source, code)), words) for code in rules)
        heading = name if source == OTHERS else f'<a href="#{_query(source)}">{name}</a>'
        body.append(f"<tr><th scope=row dir=auto>{heading}</th>{row}</tr>")
    lines = "\n".join(body)
    return (
        f"<table class=heat><caption class=unseen>{words('heat-caption')}</caption>"
        f"<thead><tr><th scope=col>{words('source')}</th>{head}</tr></thead><tbody>\n{lines}\n</tbody></table>"
    )


def _cell(source: str | None, code: str, counts: _Counts | None, words: Words) -> str:
    if counts is None or not counts[0]:
        return f"<td class=void><span class=unseen>{words('not-evaluated')}</span></td>"
    evaluated, failed = counts
    if not failed:
        return "<td class=h0><span class=unseen>0</span></td>"
    share = failed / evaluated
    level = 1 + sum(share >= least for least in LEVELS)
    shown = "&lt;1" if share < 0.01 else "100" if share == 1 else str(min(round(100 * share), 99))
    if source == OTHERS:
        return f"<td class=h{level}>{shown}</td>"
    title = words("heat-cell", failed=failed, evaluated=evaluated)
    return f'<td class=h{level}><a href="#rule={escape(code)}&amp;{_query(source)}" title="{title}">{shown}</a></td>'


def _query(source: str | None) -> str:
    return "source=" + escape(quote(line(source or ""), safe=""))


def _legend(words: Words) -> str:
    bounds = [0.0, *LEVELS]
    steps = ["<li><span class=h0></span>0</li>"]
    for level, low in enumerate(bounds, 1):
        text = (
            words("heat-below", share=words.limit(LEVELS[0]))
            if not low
            else words("heat-from", share=words.limit(low))
        )
        steps.append(f"<li><span class=h{level}></span>{escape(text)}</li>")
    steps.append(f"<li><span class=void></span>{words('not-evaluated')}</li>")
    return f"<ul class=legend>{''.join(steps)}</ul>"


def _left_out(sources: int, rules: int, known: int, words: Words) -> str:
    said = []
    if known > sources:
        said.append(words("heat-clean-sources", n=known - sources))
    if sources > MAX_SOURCES:
        said.append(words("heat-more-sources", shown=MAX_SOURCES, n=sources))
    if rules > MAX_RULES:
        said.append(words("heat-more-rules", shown=MAX_RULES, n=rules))
    return f"<p class=said>{' '.join(said)}</p>" if said else ""
