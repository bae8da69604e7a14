"""Rules on what standards for news require and recommend."""
