"""What is next: the order, and a file for each kind of thing to do."""
