"""Text that stands twice in one article."""
