"""How right newsqa is: faults put into clean articles, and facts read from real pages.

``python -m accuracy`` (with ``benchmarks/`` on the path; ``make accuracy``) measures and writes
``src/newsqa/data/accuracy.json`` and ``docs/accuracy.md``; ``--check`` measures what needs no outside data and fails
when the two are out of date.
"""
