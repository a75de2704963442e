"""Signing in, accounts, and what they were granted."""
