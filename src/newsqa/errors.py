"""The exceptions newsqa raises; each message says what is wrong, where, and what to do."""

from __future__ import annotations


class NewsqaError(Exception):
    """newsqa could not do what it was asked (exit code 2)."""


class InputError(NewsqaError):
    """A path, a stream or an object could not be used as input at all."""


class SuiteError(NewsqaError):
    """A suite or a configuration is not valid: the message names file, key and a suggestion."""


class ValidationError(NewsqaError):
    """Raised by ``Report.raise_for_status()`` when an expectation was not met."""


class WorkError(NewsqaError):
    """The work was stopped from outside; what is finished counts."""


class WorkersError(NewsqaError):
    """Worker processes could not begin: nothing was checked."""


class MissingExtraError(NewsqaError, ImportError):
    """A package that newsqa does not install by itself is missing: the message has the command that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f'{what} is not installed: pip install "newsqa[{extra}]"')
