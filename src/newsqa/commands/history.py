"""``newsqa history``: how the runs of a history went, rule by rule."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable
from typing import Any

from newsqa import rules
from newsqa._version import __version__
from newsqa.cli import EXIT_OK
from newsqa.commands.settings import split
from newsqa.history import THRESHOLD, History, Point, Run, Trend, Unusual
from newsqa.reporters.remarks import last_green, of, told, when
from newsqa.reporters.terminal import as_json, percent, printable
from newsqa.text.fold import fold

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN = "_.-~=+*#"  # where the terminal's encoding lacks them
_FLOOR = 0.9  # the bars begin there, or at the lowest share
_LEAST_BARS = 8
_MOST_SOURCES = 10  # of which something unusual is said


def run(arguments: argparse.Namespace) -> int:
    """Print the trends, or write them as one JSON object."""
    history = History.load(arguments.path, last=arguments.last)
    for warning in history.warnings:
        print(f"note: {printable(warning)}", file=sys.stderr)
    codes = _codes(history, split(arguments.rule))
    named = [source if source in history.sources else fold(source) for source in arguments.source or ()]
    trends = [
        (source, [trend for trend in found if not codes or trend.code in codes])
        for source, found in (
            (s, history.trends if s is None else history.by_source(s)) for s in named or [None]
        )
    ]
    unusual = [one for one in history.unusual if not codes or one.code in codes]
    if arguments.output_format == "json":
        print(
            as_json(_as_object(history, [trend for _, found in trends for trend in found], unusual), indent=2)
        )
        return EXIT_OK
    print(_headline(history))
    if history.runs:
        for source, found in trends:
            print("\n".join(["", *_table(history, source, found, unusual, every=bool(codes))]))
        if not named:
            print("\n".join(_of_sources(unusual)), end="")
    return EXIT_OK


def _codes(history: History, selectors: Iterable[str]) -> set[str]:
    """Return the codes that are selected by code, prefix or name; SuiteError for a selector that means no rule."""
    codes = set()
    for selector in selectors:
        mine = {code for name, code in history.rules if selector == name or code.startswith(selector.upper())}
        codes |= mine or set(rules.matching(selector))
    return codes


def _headline(history: History) -> str:
    folder = printable(str(history.folder))
    if history.latest is None:
        return f"{folder}: no runs so far; newsqa check PATH --history {folder} adds one"
    latest, size = history.latest, len(history.runs)
    first = f"{folder}: {size:,} run{'' if size == 1 else 's'} of suite {printable(latest.suite)}"
    if size > 1:
        first += f", {when(history.runs[0])} to {when(latest)}"
    if history.incomparable:
        first += f"\n{history.incomparable:,} with other rules, options or tolerances left out"
    verdict = "ok" if latest.ok else "not ok"
    return f"{first}\nlast run {when(latest)}: {verdict}, {latest.articles:,} articles; {last_green(history)}"


def _table(
    history: History, source: str | None, trends: list[Trend], unusual: list[Unusual], *, every: bool
) -> list[str]:
    """Return one line a rule; rules that never failed are counted only, unless ``every`` is wanted."""
    title = "all articles" if source is None else f"articles{of(source)}"
    if not trends:
        return [f"{title}: none in the last run"]
    shown = [trend for trend in trends if every or any(point and point.failed for point in trend.points)]
    lines = [title + _left_out([trend for trend in trends if trend not in shown])]
    if not shown:
        return lines
    marks = {one.code: f"! z {one.score:.1f}" for one in unusual if one.source == source}
    name = max(len(trend.rule) for trend in shown)
    room = shutil.get_terminal_size().columns - name - len("DAT001    100%  vs green  ! z -99.9") - 4
    bars = min(len(history.runs), max(_LEAST_BARS, room))
    lines.append(f"{'':6}  {'':{name}}  {'':{bars}}    free  vs green")
    for trend in shown:
        last = trend.shares[-1]
        cells = (
            f"{trend.code:6}",
            f"{printable(trend.rule):{name}}",
            sparkline(trend.shares[-bars:]).ljust(bars),
            f"{'-' if last is None else percent(last):>6}",
            f"{_since_green(history, trend):>8}",
            marks.get(trend.code, ""),
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def _left_out(trends: list[Trend]) -> str:
    """Return how many rules are not shown: none of their articles failed, or there was none that they could judge."""
    judged = sum(any(share is not None for share in trend.shares) for trend in trends)
    told = {"never failed": judged, "could not judge any": len(trends) - judged}
    said = ", ".join(
        f"{number} rule{'' if number == 1 else 's'} {what}" for what, number in told.items() if number
    )
    return f": {said}" if said else ""


def sparkline(shares: Iterable[float | None], encoding: str | None = None) -> str:
    """Return a bar a share, from 90 % (or the lowest share, where that is less) to 100 %; a blank for None.

    With ``encoding`` that of standard output; where it lacks the bars, ASCII characters take their place.
    """
    known = list(shares)
    floor = min([_FLOOR, *(share for share in known if share is not None)])
    bars = _BARS if _has_bars(encoding or sys.stdout.encoding) else _PLAIN
    top = len(bars) - 1
    return "".join(
        " " if share is None else bars[int((share - floor) / (1 - floor) * top)] for share in known
    )


def _has_bars(encoding: str | None) -> bool:
    """Tell whether an encoding has the bars; None is that of a stream in memory, which has all characters."""
    try:
        _BARS.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _since_green(history: History, trend: Trend) -> str:
    """Return the change of the share since the last green run, in points of a percentage; "-" where there is none."""
    green, last = history.green(trend), trend.shares[-1]
    return (
        "-" if green is None or green.share is None or last is None else f"{(last - green.share) * 100:+.1f}"
    )


def _of_sources(unusual: list[Unusual]) -> list[str]:
    found = [one for one in unusual if one.source is not None]
    lines = [
        f"{one.code} {one.rule}{of(one.source)}: {told(one)} (z {one.score:.1f}, {one.runs} earlier runs)"
        for one in found[:_MOST_SOURCES]
    ]
    if len(found) > _MOST_SOURCES:
        lines.append(f"and {len(found) - _MOST_SOURCES:,} more: --output-format json lists them all")
    return ["", f"unusual by source (a robust z-score of {THRESHOLD} or more):", *lines, ""] if lines else []


def _as_object(history: History, trends: list[Trend], unusual: list[Unusual]) -> dict[str, Any]:
    return {
        "newsqa": __version__,
        "folder": str(history.folder),
        "runs": [_run(run) for run in history.runs],
        "last_green": _run(history.last_green) if history.last_green else None,
        "incomparable": history.incomparable,
        "trends": [
            {
                "rule": trend.rule,
                "code": trend.code,
                "source": trend.source,
                "points": [point and _point(point) for point in trend.points],
            }
            for trend in trends
        ],
        "unusual": [one._asdict() for one in unusual],
        "warnings": list(history.warnings),
    }


def _run(run: Run) -> dict[str, Any]:
    return run._asdict() | {"time": run.time.isoformat(), "recorded": run.recorded.isoformat()}


def _point(point: Point) -> dict[str, Any]:
    return {"run": point.run.id, **{k: getattr(point, k) for k in ("evaluated", "failed", "share", "status")}}
