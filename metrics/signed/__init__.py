"""What a published version signs: its rules, its answers, and the codes of both."""
