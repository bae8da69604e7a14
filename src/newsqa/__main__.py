"""``python -m newsqa``."""

from newsqa.cli import entry

entry()
