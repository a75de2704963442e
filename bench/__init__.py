"""How fast it is, printed against the goals of the architecture document. Asserts nothing."""
