"""What the tests of the engine share: files with flaws in them, and a run over them."""

import json
from pathlib import Path

import pytest

from good_article import GOOD
from newsqa import engine
from newsqa.source import Source
from newsqa.store import Store
from runs import NOW, settings


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def records():
    """Write records to a JSON Lines file: good articles, of which every third has a flaw."""

    def write(name, count, first=0):
        with Path(name).open("w", encoding="utf-8") as file:
            for number in range(first, first + count):
                text = f"{GOOD}\nNumber {number} \x0b and  on.\n" if number % 3 == 0 else GOOD
                file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")
        return name

    return write


@pytest.fixture
def run():
    """Check paths; returns the outcome, as bytes of Arrow, and the outcome itself."""

    def check(paths, *, workers=1, store=None, now=NOW, **choices):
        suite, context = settings(now, **choices)
        place = Store(Path(store), suite, context, {}) if store else None
        outcome = engine.run(Source(paths).jobs(), suite, context, workers=workers, store=place)
        return outcome

    return check
