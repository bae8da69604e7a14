"""BLR004 subscribe-prompt: an invitation to a newsletter, an app, a channel or a subscription inside the text.

What it does
    Flags lines that ask the reader to sign up, to subscribe, to join a channel or to load an app, in the languages of
    the phrase list, and paywall lines under a body that is too long for a teaser. The whole line must match; a report on
    newsletters and subscribers does not.

Why it matters
    Prompts stand between the paragraphs of thousands of articles and are learned and deduplicated as if they were news.

Example
    ``Sign up to our daily newsletter.`` between two paragraphs; mended: the line removed.

Fix safety
    Unsafe: an article about a service may end with its address.

Nulls
    A null or empty text has none.
"""

from collections.abc import Iterator

from newsqa.rules.base import Hit, NoOptions, Rule
from newsqa.rules.boilerplate.paywall_stub import MAX_WORDS, paywalled
from newsqa.rules.boilerplate.topic_lines import topic_lines
from newsqa.rules.duplication.copies import deletion
from newsqa.view import View


def check(view: View, options: NoOptions) -> Iterator[Hit]:
    """Yield the lines that are prompts."""
    lines = list(topic_lines(view, "subscribe_prompts"))
    body = {row: words for row, (_, words) in paywalled(view).items()}
    lines += [line for line in topic_lines(view, "paywalls") if body[line.row] > MAX_WORDS]
    for row, _, start, end, _ in lines:
        edit = deletion(view, row, start, end, safe=False)
        yield Hit(row, "a prompt to subscribe is not part of the article", start, end, edit=edit)


RULE = Rule("BLR004", "subscribe-prompt", "warning", __name__, check, fix="unsafe")
