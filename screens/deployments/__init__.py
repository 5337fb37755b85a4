"""The page of deployments: how far each is, who was there last, what is next; choosing opens it."""
