"""What only many articles together show."""
