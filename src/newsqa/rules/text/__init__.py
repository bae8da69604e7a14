"""Characters that should not be there."""
