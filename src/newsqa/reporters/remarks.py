"""What a run looks like beside earlier ones, in a few lines for people: the baseline, and the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsqa.reporters.terminal import printable

if TYPE_CHECKING:
    from newsqa.history import Change, History, Run
    from newsqa.report import Report
    from newsqa.unusual import Unusual

_MOST = 3  # named in a line; more are counted


def remarks(report: Report) -> list[str]:
    """Return what is known, fixed, changed and unusual; nothing for a report without baseline and history."""
    lines = []
    if compared := report.baseline:
        file = printable(compared.file)
        lines.append(f"baseline {file}: {compared.known:,} known finding{_s(compared.known)} left out")
        if compared.fixed:
            them = (
                f"{compared.fixed:,} finding{_s(compared.fixed)} of the baseline {_are(compared.fixed)} gone"
            )
            lines.append(f"{them}: newsqa baseline prune forgets {'it' if compared.fixed == 1 else 'them'}")
    if report.history:
        lines += _history(report.history, report.ok)
    return lines


def _history(history: History, ok: bool) -> list[str]:
    if history.previous is None:
        others = f"; {history.incomparable:,} with other rules or options" if history.incomparable else ""
        return [f"history {printable(str(history.folder))}: the first run of its kind{others}"]
    since = f"since {when(history.previous)}: {_changes(history.changes(history.previous))}"
    if not ok:
        since += f"; {last_green(history)}"
    return [since, *_unusual(history.unusual, history)]


def _changes(changes: list[Change]) -> str:
    if not changes:
        return "nothing has changed"
    named = [f"{change.code} {change.rule} {from_to(change)}" for change in changes[:_MOST]]
    return ", ".join(named) + _more(len(changes))


def _unusual(found: list[Unusual], history: History) -> list[str]:
    if not found:
        return []
    named = [f"{one.code} {one.rule}{of(one.source)} {told(one)}" for one in found[:_MOST]]
    return [
        f"unusual: {', '.join(named)}{_more(len(found))} (newsqa history {printable(str(history.folder))})"
    ]


def told(one: Unusual) -> str:
    """Return what is unusual: "40.0%, usually 98.2%"."""
    now, usual = shares(one.share, one.usual)
    return f"{now}, usually {usual}"


def of(source: str | None) -> str:
    """Return a source as it stands behind a rule's name."""
    if source is None:
        return ""
    return f" of {printable(source)}" if source else " of no known source"


def when(run: Run) -> str:
    """Return the time of a run; without the clock time at midnight, where only a day was given."""
    midnight = (run.time.hour, run.time.minute) == (0, 0)
    return f"{run.time:%Y-%m-%d}" if midnight else f"{run.time:%Y-%m-%d %H:%M} UTC"


def last_green(history: History) -> str:
    """Return when all was well for the last time before the latest run."""
    return f"last green {when(history.last_green)}" if history.last_green else "no green run before"


def from_to(change: Change) -> str:
    """Return a change: "98.0% to 95.1%"."""
    before, after = change.before.share, change.after.share
    if before is None or after is None or before == after:
        return f"{change.before.status} to {change.after.status}"
    return " to ".join(shares(before, after))


def shares(one: float, other: float) -> tuple[str, str]:
    """Return two shares as percentages, with as many digits as it takes to tell them apart."""
    for digits in (1, 2, 3):
        texts = f"{one:.{digits}%}", f"{other:.{digits}%}"
        if texts[0] != texts[1] or one == other:
            break
    return texts


def _more(number: int) -> str:
    return f" and {number - _MOST:,} more" if number > _MOST else ""


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
