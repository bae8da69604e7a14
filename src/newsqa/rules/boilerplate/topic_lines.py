"""What the rules on lines of the page share: the lines of one topic, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newsqa.not_articles import articles
from newsqa.text.boilerplate import Line
from newsqa.view import View


class TopicLine(NamedTuple):
    """A block of a topic: its index in ``view.blocks``, its bytes in ``view.data``, and how it was recognised."""

    row: int
    block: int
    start: int
    end: int
    line: Line


def topic_lines(view: View, topic: str) -> Iterator[TopicLine]:
    """Yield the lines of the page that belong to a topic, in order; of texts that are articles."""
    judged = articles(view)
    for row, lines in view.boilerplate_lines.items():
        if not judged[row]:
            continue
        for block, line in lines.items():
            if line.topic == topic:
                yield TopicLine(row, block, int(view.blocks.start[block]), int(view.blocks.end[block]), line)


def has_other_lines(view: View, row: int) -> bool:
    """Tell whether an article has lines that are not known to belong to the page: no safe fix leaves nothing."""
    count = int(view.blocks.first[row + 1] - view.blocks.first[row])
    return len(view.boilerplate_lines.get(row, ())) < count
