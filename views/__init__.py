"""Presentation of reports, on screen and in documents."""
