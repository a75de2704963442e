"""All SQL. The caller owns the connection and the transaction."""
