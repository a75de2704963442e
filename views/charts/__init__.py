"""Vega-Lite specifications; the data come apart. Knows no Streamlit."""
