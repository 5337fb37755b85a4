"""The pictures of login pages: taken from a file or from where AWS serves them."""
