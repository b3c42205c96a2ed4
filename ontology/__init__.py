"""What the graph may say, and what reports call it: data, and the readers that check it."""
