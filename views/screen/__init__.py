"""The pieces that know Streamlit: filters, cached answers, drawing."""
