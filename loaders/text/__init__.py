"""What people write: words, numbers, months, deadlines, old fonts."""
