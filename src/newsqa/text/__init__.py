"""What is read from text: lines, roles, dates, sources, languages."""
