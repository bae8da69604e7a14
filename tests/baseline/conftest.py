"""What the tests of baselines share."""

from command_line import article, findings, folder, good, newsqa, shell

__all__ = ["article", "findings", "folder", "good", "newsqa", "shell"]
