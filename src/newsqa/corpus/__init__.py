"""What is kept of many articles so that rules can look at all of them together."""
