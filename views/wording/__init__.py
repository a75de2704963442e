"""Answers as sentences. Knows no Streamlit."""
