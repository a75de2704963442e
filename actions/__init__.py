"""Deeds: who, what, one transaction, one line in the audit trail."""
