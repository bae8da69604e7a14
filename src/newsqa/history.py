"""History: how the runs before this one went.

A history is a folder of small Parquet files, one a run. A run adds its own and touches no other, so that runs at the same
time do each other no harm. Runs are compared with runs of the same digest only: the same rules, options, severities and
tolerances, with or without a baseline.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsqa import history_files
from newsqa._version import __version__
from newsqa.errors import NewsqaError
from newsqa.history_files import Folder, Run
from newsqa.unusual import LEAST_RUNS, THRESHOLD, Counts, Unusual, unusual

if TYPE_CHECKING:
    from newsqa.report import Report

__all__ = [
    "LAST",
    "LEAST_RUNS",
    "THRESHOLD",
    "Change",
    "History",
    "Point",
    "Run",
    "Trend",
    "Unusual",
    "add",
]

# Runs that are read and compared with. To read them takes as long after a thousand runs as after these.
LAST = 30


class Point(NamedTuple):
    """What one run counted of a rule. ``status`` is that of RESULTS; None for a single source, which has no verdict."""

    run: Run
    evaluated: int
    failed: int
    status: str | None = None

    @property
    def share(self) -> float | None:
        """The share of the evaluated articles that were free of the rule's flaw; None when none was evaluated."""
        return (self.evaluated - self.failed) / self.evaluated if self.evaluated else None


class Trend(NamedTuple):
    """One rule over the runs of a history, of all articles (``source`` None), of one source, or of none known ("").

    ``points`` are as many as the history has runs, the oldest first; None where a run has no row of it.
    """

    rule: str
    code: str
    source: str | None
    points: tuple[Point | None, ...]

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of each run, the oldest first; None where nothing was evaluated."""
        return tuple(point and point.share for point in self.points)


class Change(NamedTuple):
    """A rule of which share or verdict are not what they were in an earlier run."""

    rule: str
    code: str
    before: Point
    after: Point

    @property
    def difference(self) -> float:
        """By how much the share has grown: negative is worse. 0 where one of the two has none."""
        before, after = self.before.share, self.after.share
        return 0.0 if before is None or after is None else after - before


class History:
    """The last runs of a history that can be compared with the latest one.

    ``runs`` has the oldest first and the latest last; ``last_green`` is the last run before the latest in which every
    expectation was met, None where there was none, and may be older than ``runs``. ``incomparable`` is how many runs
    of the folder have another digest. ``warnings`` name files that are damaged or not newsqa's, for people.
    """

    def __init__(self, folder: Folder, last: int, until: str | None) -> None:
        runs, self.last_green, self.incomparable = folder.chosen(last, until)
        self.runs: tuple[Run, ...] = tuple(runs)
        self.folder: Path = folder.path
        self.warnings: tuple[str, ...] = tuple(folder.warnings)
        self._folder = folder

    @classmethod
    def load(cls, folder: str | Path, *, last: int = LAST, until: str | None = None) -> History:
        """Read the last runs that can be compared with the latest one; without any, the history has no runs.

        Args:
            folder: what ``newsqa check --history`` wrote.
            last: read so many runs at most. Time and memory depend on it, not on how many runs there are.
            until: the id of the run to take for the latest, by default the one with the latest time.

        Raises:
            NewsqaError: the folder is not there or cannot be read, ``last`` is below 1, or there is no run ``until``.
        """
        return cls(Folder(Path(folder)), last, until)

    @property
    def latest(self) -> Run | None:
        """The run that is looked at; None when there is none."""
        return self.runs[-1] if self.runs else None

    @property
    def previous(self) -> Run | None:
        """The run before the latest; None when there is none."""
        return self.runs[-2] if len(self.runs) > 1 else None

    @property
    def rules(self) -> list[tuple[str, str]]:
        """The names and codes of the latest run's rules, in the order of the catalogue."""
        return self._counts.rules

    @property
    def sources(self) -> list[str]:
        """The latest run's sources, in alphabetical order; "" are the articles without a known one."""
        return [source for source in self._counts.sources if source is not None]

    @cached_property
    def trends(self) -> list[Trend]:
        """A trend of every rule of the latest run, of all articles, in the order of the catalogue."""
        return self._trends(None)

    def by_source(self, source: str) -> list[Trend]:
        """Return a trend of every rule that could judge articles of a source; none for one that is not in ``sources``."""
        return self._trends(source) if source in self.sources else []

    def trend(self, rule: str, source: str | None = None) -> Trend | None:
        """Return the trend of a rule, by name or code, of all articles or of one source; None where there is none."""
        found = self.trends if source is None else self.by_source(source)
        return next((trend for trend in found if rule in (trend.rule, trend.code)), None)

    def green(self, trend: Trend) -> Point | None:
        """Return what the last green run before the latest counted of a rule; None where that is not known.

        Of a single source it is known only of ``runs``.
        """
        if self.last_green is None:
            return None
        if trend.source is None:
            return self._totals(self.last_green).get((trend.rule, trend.code))
        return next((point for point in trend.points if point and point.run == self.last_green), None)

    def changes(self, since: Run | None) -> list[Change]:
        """Return the rules that are not what they were in ``previous`` or ``last_green``, the worst change first.

        None are for no run, and rules that the earlier run did not know are left out.
        """
        if since is None or self.latest is None:
            return []
        before, after = self._totals(since), self._totals(self.latest)
        both = [Change(*key, before[key], after[key]) for key in after if key in before]
        return sorted(filter(_differs, both), key=lambda change: (change.difference, change.code))

    @cached_property
    def unusual(self) -> list[Unusual]:
        """What is unusual in the latest run, of all articles and by source, the most unusual first.

        That is a robust z-score of at least 3.5 against at least 7 runs before it: see `newsqa.unusual.unusual`.
        """
        return sorted(unusual(self._counts), key=lambda one: (-abs(one.score), one.code, one.source or ""))

    @cached_property
    def _counts(self) -> Counts:
        return Counts([self._folder.rows(run) for run in self.runs])

    def _totals(self, run: Run) -> dict[tuple[str, str], Point]:
        """Return what a run counted of all articles, by the rule's name and code."""
        rows = self._folder.totals(run)
        return {
            (row["rule"], row["code"]): Point(run, row["evaluated"], row["failed"], row["status"])
            for row in rows
        }

    def _trends(self, source: str | None) -> list[Trend]:
        totals = [self._totals(run) for run in self.runs] if source is None else []
        found = []
        for number, key in enumerate(self.rules):
            points: list[Point | None]
            if source is None:
                points = [known.get(key) for known in totals]
            elif (row := self._counts.row(number, source)) is None:
                continue
            else:
                counts = zip(
                    self._counts.evaluated[row].tolist(), self._counts.failed[row].tolist(), strict=True
                )
                points = [
                    Point(run, *both) if both[0] >= 0 else None
                    for run, both in zip(self.runs, counts, strict=True)
                ]
            found.append(Trend(*key, source, tuple(points)))
        return found


def _differs(change: Change) -> bool:
    return change.before.share != change.after.share or change.before.status != change.after.status


def add(report: Report, folder: str | Path) -> None:
    """Add a run to a history, which is made where there is none; ``report.history`` then has this run as its latest.

    The run's time is its reference time. Where that cannot be done, the report says so, and is not ok. A run that was
    stopped before its end is not added.
    """
    if not report.complete:
        report.remark("the run was stopped before its end: it is not added to the history")
        return
    run = history_files.new_run(
        report.context.reference_time, __version__, report.suite,
        baseline=report.baseline is not None, ok=report.ok, articles=report.article_count,
    )  # fmt: skip
    try:
        history_files.write(Path(folder), run, history_files.table(run, report.results, report.by_source))
        report.history = History.load(folder, until=run.id)
    except NewsqaError as error:
        report.remark(f"the run is not in the history: {error}", failure=True)
        return
    for warning in report.history.warnings:
        report.remark(warning)
