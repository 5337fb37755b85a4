"""Members of AWS's requests and answers that hold a secret, wherever they stand."""

SECRET_MEMBERS = frozenset({"ClientSecret", "client_secret", "private_key"})
