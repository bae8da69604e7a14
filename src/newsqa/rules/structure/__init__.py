"""What an article is made of."""
