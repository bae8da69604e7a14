"""Data quality for news text: find, judge and mend flaws in articles.

>>> import newsqa
>>> report = newsqa.check("seeds/")
>>> report.ok
False

Importing newsqa is cheap: pyarrow and everything else load when a name below is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsqa._version import __version__
from newsqa.errors import InputError, NewsqaError, SuiteError, ValidationError

if TYPE_CHECKING:
    from newsqa import rules
    from newsqa.api import check, fix, read
    from newsqa.fixes import FixResult
    from newsqa.report import Report
    from newsqa.suite import Suite

__all__ = [
    "FixResult",
    "InputError",
    "NewsqaError",
    "Report",
    "Suite",
    "SuiteError",
    "ValidationError",
    "__version__",
    "check",
    "fix",
    "read",
    "rules",
]

_LAZY = {
    "check": "newsqa.api",
    "fix": "newsqa.api",
    "read": "newsqa.api",
    "FixResult": "newsqa.fixes",
    "Report": "newsqa.report",
    "Suite": "newsqa.suite",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "rules":  # a package that can be called: newsqa.rules() is the catalogue
        return import_module("newsqa.rules")
    if name not in _LAZY:
        raise AttributeError(f"module 'newsqa' has no attribute '{name}'")
    return getattr(import_module(_LAZY[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
