"""What the tests of the corpus share: the command line, in an empty folder."""

import json

import pytest

from command_line import folder, newsqa

__all__ = ["checked", "folder", "newsqa"]


@pytest.fixture
def checked(newsqa):
    """Check with corpus rules only and a state; returns the messages by article, and what was said on standard error."""

    def run(*arguments, state="state"):
        _, out, err = newsqa(
            "check", *arguments, "--state", state, "--corpus-only", "--output-format", "json"
        )
        report = json.loads(out)
        return [f"{f['path'] or '-'} {f['code']}: {f['message']}" for f in report["findings"]], err

    return run
