"""Answers as files. Knows no Streamlit."""
