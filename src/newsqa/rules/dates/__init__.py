"""When an article was published, and whether that can be."""
