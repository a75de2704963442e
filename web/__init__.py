"""HTTP around Streamlit: health, the Vietnamese shell, compressed files, headers, what a browser may ask for."""
