"""What the practice AWS believes, asked of this AWS on the copies: a file a subject."""
