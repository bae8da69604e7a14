"""The version, alone in a file so that ``newsqa --version`` loads nothing else."""

__version__ = "0.1.0"
