"""What the tests of histories share."""

from command_line import article, findings, folder, good, newsqa, shell

__all__ = ["article", "findings", "folder", "good", "newsqa", "shell"]
