"""What an article declares of itself beside its text."""
