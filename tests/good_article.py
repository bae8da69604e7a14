"""An article in which nothing is wrong, for the tests of whole runs."""

GOOD = """Ferry timetable changes in May
By Anna Smith, Reuters
12 May 2024

The ferry company said on Monday that it would change the timetable of its boats between the harbour and the islands \
from the first of June, because more passengers than ever want to travel in the early hours of the morning.

The mayor welcomed the plan and said that the town had asked for it for years, as many people who work in the \
hospitals and restaurants could not get home after their shifts had ended.
"""
