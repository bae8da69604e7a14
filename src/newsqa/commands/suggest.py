"""``newsqa suite suggest``: boilerplate phrases for a suite, from the lines that recur in articles."""

from __future__ import annotations

import argparse
import sys

from newsqa import api
from newsqa.cli import EXIT_ERROR, EXIT_OK
from newsqa.commands.settings import field_map
from newsqa.corpus.phrases import proposed_phrases
from newsqa.corpus.recurring import recurring_lines
from newsqa.corpus.state import State
from newsqa.errors import NewsqaError
from newsqa.reporters.terminal import printable
from newsqa.rules.corpus.recurring_line import Options
from newsqa.source import Source
from newsqa.suite import Suite
from newsqa.view import View


def run(arguments: argparse.Namespace) -> int:
    """Print the phrases proposed, as a part of a suite; those that the suite has are left out.

    The exit code is 2 when a file could not be read to its end.
    """
    default = Options()
    min_share = default.min_share if arguments.min_share is None else arguments.min_share
    min_docs = default.min_docs if arguments.min_docs is None else arguments.min_docs
    if not 0 < min_share <= 1:
        raise NewsqaError(f"--min-share must be above 0 and at most 1, not {min_share}")
    if min_docs < 2:
        raise NewsqaError(f"--min-docs must be at least 2, not {min_docs}")
    suite = Suite.load(arguments.suite)
    context = api.context_of(suite, None)
    state, lost = State(["lines"]), False
    for batch in Source(
        arguments.paths, {**suite.fields, **field_map(arguments.field)}, arguments.format
    ).batches():
        for problem in batch.problems:
            print(
                f"newsqa: {printable(f'{problem.path}: {problem.code}: {problem.message}')}", file=sys.stderr
            )
            lost |= problem.code == "IO001" and problem.record is None
        if batch.articles.num_rows:
            state.update(View(batch, context))
    corpus = state.finish(context)
    found = proposed_phrases(recurring_lines(corpus, min_share=min_share, min_docs=min_docs))
    if found:
        print(found, end="")
    else:
        print(f"# No line recurs that the suite does not know: {corpus.size:,} articles")
    return EXIT_ERROR if lost else EXIT_OK
