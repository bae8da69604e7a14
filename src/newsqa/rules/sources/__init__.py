"""Who an article is from."""
