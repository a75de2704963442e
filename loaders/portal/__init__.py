"""The national portal's own answers, saved by a person: from a file to reads of Decision 766's score."""
