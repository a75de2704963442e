"""Vega-Lite specifications; the data are passed separately. Does not import Streamlit."""
