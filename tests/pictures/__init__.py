"""The README's pictures of the app, made of the app's own frames."""
