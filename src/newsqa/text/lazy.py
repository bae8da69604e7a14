"""Patterns that are compiled when they are first used: one article needs half of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

import re2


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` returns, but for the moment at which it is compiled."""
    return cast("re.Pattern[AnyStr]", _Lazy(lambda: re.compile(source, flags)))


def lazy_re2(source: str | bytes) -> Any:
    """Return what ``re2.compile`` returns, but for the moment at which it is compiled."""
    return _Lazy(lambda: re2.compile(source))


class _Lazy:
    def __init__(self, compiled: Callable[[], Any]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and keep all that can be asked of it."""
        if name.startswith("_"):
            raise AttributeError(name)
        pattern = self._compiled()
        vars(self).update({public: getattr(pattern, public) for public in dir(pattern) if public[0] != "_"})
        return getattr(pattern, name)
