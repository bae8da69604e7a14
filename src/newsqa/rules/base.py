"""What a rule is, what it says when it fires, and how its options are declared."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsqa.corpus.corpus import Corpus
    from newsqa.view import View

Severity = Literal["error", "warning", "info"]
Safety = Literal["safe", "unsafe"]

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")  # ascending


class Edit(NamedTuple):
    """Replace ``start:end`` of a field by ``text``.

    In rules the offsets count as the hit's do; the engine turns them into character offsets into the field. Where the
    hit's field is one author ("authors[0]"), a line feed in ``text`` begins another author of the list, and an author of
    whom nothing is left is taken from it.
    """

    start: int
    end: int
    text: str
    safety: Safety


class Hit(NamedTuple):
    """One place where a rule fired.

    ``start`` and ``end`` are byte offsets into ``View.data`` (end exclusive) when ``field`` is "text", and character
    offsets into the declared value for other fields; None when the finding is about the article as a whole. ``related``
    is the byte offset in ``View.data`` of the place the message refers to; "{related}" in the message becomes it.
    """

    row: int
    message: str
    start: int | None = None
    end: int | None = None
    field: str = "text"
    related: int | None = None
    value: float | None = None
    threshold: float | None = None
    edit: Edit | None = None


class CorpusHit(NamedTuple):
    """One finding of a corpus rule.

    ``document`` is the row of ``Corpus.documents`` that the finding is about, None when it is about a source or the
    corpus as a whole; ``related`` the row of the document the message refers to, "{related}" in the message becomes
    its name: "path#record", or its id where there is no path. ``line`` counts from 1 in the file; ``start`` and ``end``
    are character offsets into the document's ``field``; ``excerpt`` is what stands there, and may be left empty.
    Without a document, ``key`` tells the finding from others of the rule while numbers in the message change.
    """

    document: int | None
    message: str
    related: int | None = None
    value: float | None = None
    threshold: float | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    field: str = "text"
    excerpt: str = ""
    key: str = ""


class Verdict(NamedTuple):
    """What a corpus rule says of a corpus.

    ``evaluated`` and ``failed`` count units: the rule's page says what a unit is (an article, a source, a period …).
    With nothing to judge ``evaluated`` is 0, and the result "not-evaluated" for the reason ``needs``, or the rule's.
    """

    evaluated: int
    failed: int
    hits: Iterable[CorpusHit] = ()
    needs: str | None = None


class NoOptions(NamedTuple):
    """The options of a rule that has none."""


Check = Callable[["View", Any], Iterator[Hit]]
Applies = Callable[["View", Any], "NDArray[np.bool_]"]
Judge = Callable[["Corpus", Any], Verdict]


class Rule(NamedTuple):
    """A rule of the catalogue; its module's docstring is its documentation page.

    ``check`` yields the hits of a view, in any order. ``applies`` says which articles the rule can judge (None: all);
    the others are not counted as evaluated, and where none can be judged the result is "not-evaluated" for the reason
    ``needs``. ``fix`` says what the rule's edits may be at best.

    A corpus rule has a ``judge``, which looks at all articles together and yields its hits in any order, and the
    ``relations`` that it needs besides "documents"; its ``check`` is `corpus_check`.
    """

    code: str
    name: str
    severity: Severity
    module: str
    check: Check
    applies: Applies | None = None
    needs: str = "no articles"
    options: type = NoOptions
    fix: Literal["none", "safe", "unsafe"] = "none"
    preview: bool = False
    relations: tuple[str, ...] = ()
    judge: Judge | None = None

    def __reduce__(self) -> tuple[Callable[[str], Rule], tuple[str]]:
        """Pickle as the code: a rule of the catalogue is the same one in every process."""
        from newsqa import rules

        return rules.get, (self.code,)

    @property
    def family(self) -> str:
        """The full name of the rule's family, such as "duplication"."""
        return self.module.split(".")[-2]

    @property
    def page(self) -> str:
        """The documentation page: the module's docstring."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """What is flagged, in one sentence: the first line of the page without the code and name."""
        return self.page.partition("\n")[0].partition(": ")[2]


def reader_check(code: str) -> Check:
    """Return the check of a rule of family io: nothing to look for, the readers have reported it already."""

    def check(view: View, options: NoOptions) -> Iterator[Hit]:
        return iter(())

    check.__doc__ = f"Yield nothing: {code} is reported by the readers."
    return check


def corpus_check(code: str) -> Check:
    """Return the check of a corpus rule: an article alone says nothing, ``judge`` looks at all of them."""

    def check(view: View, options: Any) -> Iterator[Hit]:
        return iter(())

    check.__doc__ = f"Yield nothing: {code} looks at several articles together."
    return check


def contract_check(code: str) -> Check:
    """Return the check of a rule of family columns: nothing to look for, `newsqa.columns` executes the contracts."""

    def check(view: View, options: NoOptions) -> Iterator[Hit]:
        return iter(())

    check.__doc__ = f"Yield nothing: {code} is found by executing the contracts of columns."
    return check
