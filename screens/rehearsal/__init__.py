"""The rehearsal's page: what will be made, a yes, and every write as it comes."""
