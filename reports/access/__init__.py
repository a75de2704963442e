"""Who is asking, and whether samples may be looked at without an account."""
