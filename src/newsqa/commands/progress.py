"""Progress on standard error, when it is a terminal and the work is long."""

from __future__ import annotations

import time
from types import TracebackType
from typing import IO

_SILENT_SECONDS = 1.0
_EVERY_SECONDS = 0.2
# Before so much is done, the time left is guessed too badly to be shown.
_LEAST_SHARE = 0.02


class Progress:
    """A line that says how far the work is, how fast it goes and how long it will take; it leaves no trace."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._shown = False
        self._begun = self._last = time.monotonic()
        self._wanted = out.isatty()

    def update(self, articles: int, text_bytes: int, share: float | None) -> None:
        """Show the counts, at most five times a second and not in the first second."""
        now = time.monotonic()
        if not self._wanted or now - self._begun < _SILENT_SECONDS or now - self._last < _EVERY_SECONDS:
            return
        self._last, self._shown = now, True
        self._out.write(f"\r\x1b[K{line(articles, text_bytes, share, now - self._begun)}")
        self._out.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()


def line(articles: int, text_bytes: int, share: float | None, seconds: float) -> str:
    """Return what is shown after some seconds, at which ``share`` of the work (0 to 1) is done."""
    megabytes = text_bytes / 1e6
    said = f"{articles:,} articles, {articles / seconds:,.0f} a second, {megabytes:,.0f} MB, {megabytes / seconds:,.0f} MB/s"
    if share is None or share < _LEAST_SHARE:
        return said
    return f"{share:.0%}, {said}, {_duration(seconds * (1 - share) / share)} left"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
