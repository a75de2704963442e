"""Deeds: each checks the viewer's right, runs in one transaction and writes one line in the audit trail."""
