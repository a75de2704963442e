"""Reports as sentences. Does not import Streamlit."""
