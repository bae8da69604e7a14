"""How long an article is."""
