"""The modules that use Streamlit: filters, cached reports, drawing."""
