"""Clarity, status and reminders of tasks."""
