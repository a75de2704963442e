"""Reports as files. Does not import Streamlit."""
