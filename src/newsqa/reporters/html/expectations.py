"""The expectations as tables: what is not met, what is not met and does not count, what was not evaluated, what is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from newsqa import accuracy, rules
from newsqa.errors import NewsqaError
from newsqa.reporters.html.charts import floor, share_bar, sparkline
from newsqa.reporters.html.escaping import escape
from newsqa.reporters.html.words import Words

if TYPE_CHECKING:
    from newsqa.report import Report

# By rule, the shares of the last runs, the oldest first; None where a run could not tell.
Trends = Mapping[str, Sequence[float | None]]

_GROUPS = ("unmet", "below", "unknown", "met")
_SIGNS = {"fail": "\u2715", "warn": "!", "not-evaluated": "?", "pass": "\u2713"}


def expectations(report: Report, trends: Trends, words: Words) -> str:
    """Return a table for each group; that of expectations that are met is folded."""
    counting = {row["rule"] for row in report.unmet.to_pylist()}
    rows = report.results.to_pylist()
    low = floor(value for row in rows if row["share"] is not None for value in (row["share"], row["mostly"]))
    parts = []
    for name in _GROUPS:
        members = [row for row in rows if _group_of(row, counting) == name]
        members.sort(key=lambda row: row["status"] != "fail")
        if members:
            parts.append(_group(name, members, trends, low, words))
    return "\n".join(parts)


def _group_of(row: dict[str, Any], counting: set[str]) -> str:
    if row["status"] in ("fail", "warn"):
        return "unmet" if row["rule"] in counting else "below"
    return "met" if row["status"] == "pass" else "unknown"


def _group(name: str, rows: list[dict[str, Any]], trends: Trends, low: float, words: Words) -> str:
    shown = "" if name == "met" else " open"
    columns = ("rule", "severity", "share", "failed", *(("trend",) if trends else ()), "status")
    heads = "".join(
        f"<th scope=col class={name}>{words('column-' + name, low=words.limit(low))}</th>" for name in columns
    )
    body = "\n".join(_row(row, trends, low, words) for row in rows)
    title = words(f"group-{name}", n=len(rows))
    return (
        f'<details class="group {name}"{shown}><summary><h3>{title}</h3></summary>'
        f"<div class=wide><table class=results><caption class=unseen>{title}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>\n{body}\n</tbody></table></div></details>"
    )


def _row(row: dict[str, Any], trends: Trends, low: float, words: Words) -> str:
    status = row["status"]
    return (
        f'<tr class="{status}">{_rule(row, words)}'
        f'<td class=severity><span class="sev {row["severity"]}">{words(row["severity"])}</span></td>'
        f"<td class=share>{_share(row, low, words)}</td><td class=failed>{_failed(row, words)}</td>"
        f"{_trend(row, trends, words)}"
        f'<td class=status><span class="state {status}"><span aria-hidden=true>{_SIGNS[status]}</span> {words(status)}</span>'
        f"{_reason(row, words)}</td></tr>"
    )


def _rule(row: dict[str, Any], words: Words) -> str:
    name = f"<code>{escape(row['code'])}</code> {escape(row['rule'])}"
    told = _explained(row["code"], words)
    if not told:
        return f"<th scope=row class=rule><span class=name>{name}</span></th>"
    return f"<th scope=row class=rule><details><summary>{name}</summary><div class=told>{told}</div></details></th>"


def _explained(code: str, words: Words) -> str:
    """Return what a rule flags and how sure it is; nothing for the contract of a column."""
    try:
        rule = rules.get(code)
    except NewsqaError:
        return ""
    paragraphs = [f"<p lang=en>{escape(rule.summary)}</p>"]
    measured = accuracy.measured(code) or {}
    said = []
    for name in ("own", "real"):
        precision = measured.get(name, {}).get("precision")
        if precision is not None:
            said.append(words(f"precision-{name}", share=words.share(precision)))
    if said:
        paragraphs.append(f"<p>{words('measured')} {'; '.join(said)}.</p>")
    paragraphs.append(f"<p>{words('more')} <code>newsqa rule {escape(code)}</code></p>")
    return "".join(paragraphs)


def _share(row: dict[str, Any], low: float, words: Words) -> str:
    share = row["share"]
    number = "\u2013" if share is None else words.share(share)
    limit = (
        f" <small>{words('at-least', share=words.limit(row['mostly']))}</small>" if row["mostly"] < 1 else ""
    )
    return f"{share_bar(share, row['mostly'], row['failed'], low)} <span class=number>{number}</span>{limit}"


def _failed(row: dict[str, Any], words: Words) -> str:
    if row["status"] == "not-evaluated":
        return "\u2013"
    count = words("failed-of", failed=row["failed"], evaluated=row["evaluated"])
    name = row["rule"] if row["rule"].startswith("columns.") else row["code"]  # columns share their codes
    return f'<a href="#rule={escape(quote(name, safe=""))}">{count}</a>' if row["failed"] else count


def _trend(row: dict[str, Any], trends: Trends, words: Words) -> str:
    if not trends:
        return ""
    shares = trends.get(row["rule"], ())
    known = [share for share in shares if share is not None]
    if len(known) < 2:
        return "<td class=trend></td>"
    label = words("trend-label", n=len(shares), first=words.share(known[0]), last=words.share(known[-1]), low=words.share(min(known)))  # fmt: skip
    return f"<td class=trend>{sparkline(shares, row['mostly'], escape(label))}</td>"


def _reason(row: dict[str, Any], words: Words) -> str:
    if row["status"] == "not-evaluated":
        return f" <small lang=en>{escape(row['reason'] or '')}</small>"
    return f" <small>{words('tolerated')}</small>" if row["status"] == "pass" and row["failed"] else ""
