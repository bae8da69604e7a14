"""What changed since last time, and how each expectation went over the last runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsqa.reporters.html.escaping import escape
from newsqa.reporters.html.expectations import Trends
from newsqa.reporters.html.words import Words

if TYPE_CHECKING:
    from newsqa.history import Change, History, Point
    from newsqa.report import Report

# More than these are said by their number.
MOST = 8


def trends(report: Report) -> Trends:
    """Return, by rule, the shares of the last runs; nothing without a history."""
    return {trend.rule: trend.shares for trend in report.history.trends} if report.history else {}


def changes(report: Report, words: Words) -> str:
    """Return a section on what is new and what is gone; nothing without a baseline and a history."""
    said = [*_against_baseline(report, words), *_over_time(report.history, words)]
    if not said:
        return ""
    items = "".join(f"<li>{sentence}</li>" for sentence in said)
    return (
        "<section class=changes aria-labelledby=changes-title>"
        f"<h2 id=changes-title>{words('changes')}</h2><ul>{items}</ul></section>"
    )


def _against_baseline(report: Report, words: Words) -> Iterator[str]:
    """Yield how many findings are new, known and fixed."""
    compared = report.baseline
    if compared is None:
        return
    yield (
        f"{words('baseline', file=escape(compared.file))} {words('baseline-new', n=compared.new)}, "
        f"{words('baseline-known', n=compared.known)}, {words('baseline-fixed', n=compared.fixed)}."
    )


def _over_time(history: History | None, words: Words) -> Iterator[str]:
    """Yield what differs from the run before, when all was well last, and what is unusual."""
    if history is None:
        return
    for warning in history.warnings:
        yield f"<span lang=en>{escape(warning)}</span>"
    if history.previous is None:
        yield words("history-first")
        return
    differing = history.changes(history.previous)
    since = words.moment(history.previous.time)
    if differing:
        yield words("history-since", when=since, n=len(differing)) + _list(differing, words)
    else:
        yield words("history-same", when=since)
    if history.last_green is not None and history.latest is not None and not history.latest.ok:
        yield words("history-green", when=words.moment(history.last_green.time))
    for one in history.unusual[:MOST]:
        where = "" if one.source is None else f" ({escape(one.source) or words('no-source')})"
        rule = f"<code>{escape(one.code)}</code> {escape(one.rule)}{where}"
        yield words(
            "history-unusual",
            rule=rule,
            share=words.share(one.share),
            usual=words.share(one.usual),
            n=one.runs,
        )
    if len(history.unusual) > MOST:
        yield words("history-more-unusual", n=len(history.unusual) - MOST)


def _list(differing: list[Change], words: Words) -> str:
    items = [_changed(change, words) for change in differing[:MOST]]
    if len(differing) > MOST:
        items.append(words("history-more", n=len(differing) - MOST))
    return f"<ul class=differing>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _changed(change: Change, words: Words) -> str:
    """Return one rule's change: its shares, and the verdict where that is another one."""
    before, after = change.before, change.after
    status = ""
    if before.status != after.status and before.status and after.status:
        status = f', <span class="state {after.status}">{words("now-" + after.status)}</span>'
    sign = "\u25b2" if change.difference > 0 else "\u25bc" if change.difference < 0 else "\u25c6"
    rule = (
        f'<a href="#rule={escape(change.code)}"><code>{escape(change.code)}</code></a> {escape(change.rule)}'
    )
    said = words("change", rule=rule, before=_share(before, words), after=_share(after, words))
    return f"<span aria-hidden=true>{sign}</span> {said}{status}"


def _share(point: Point, words: Words) -> str:
    return words("not-evaluated") if point.share is None else words.share(point.share)
