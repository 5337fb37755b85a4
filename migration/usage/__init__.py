"""Who uses which pool: what CloudWatch counts of each app client."""
