"""What is made from the code: pages of docs/, completion for shells, and the man page."""
