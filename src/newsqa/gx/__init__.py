"""newsqa in Great Expectations: an expectation class for each rule of the catalogue.

>>> import great_expectations as gx
>>> import newsqa.gx
>>> newsqa.gx.ExpectArticlesFreeOfRepeatedLede(column="text", mostly=0.99)
ExpectArticlesFreeOfRepeatedLede(column='text', mostly=0.99)

Importing it registers the classes: do so before a stored suite with them is loaded.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

from newsqa.errors import MissingExtraError

# Releases before 1.20 tell their makers what is used, unless told not to: newsqa sends nothing to anybody.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", DeprecationWarning
    )  # of what Great Expectations imports; nobody here can mend it
    try:
        import great_expectations as _great_expectations  # noqa: F401
    except ImportError:
        raise MissingExtraError("Great Expectations", "gx") from None

from newsqa import rules
from newsqa.gx.catalogue import CLASSES
from newsqa.gx.dtypes import ExpectColumnToBeOfDtype
from newsqa.gx.expectation import ArticleExpectation, NotEvaluatedError
from newsqa.gx.pages import write_data_docs
from newsqa.gx.suites import to_json, to_suite
from newsqa.gx.validation import to_result

_BY_NAME = {made.__name__: made for made in CLASSES.values()}
globals().update(_BY_NAME)

__all__ = [
    "ArticleExpectation",
    "ExpectColumnToBeOfDtype",
    "NotEvaluatedError",
    "to_json",
    "to_result",
    "to_suite",
    "write_data_docs",
    *_BY_NAME,
]


def __getattr__(name: str) -> Any:
    """Say which class is meant; this is also what tells type checkers that there are classes."""
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'{rules.suggestion(name, __all__)}")
