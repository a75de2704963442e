"""The pieces of the page that loads files: each read and checked once, shown, answered for, stored."""
