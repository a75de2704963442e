"""A page with a line of two years and two days marked on it, as many months apart as the address says."""

import pandas as pd
import streamlit as st

from views.charts import cohort

days = pd.date_range("2024-01-01", periods=24, freq="MS")
marked = {days[6]: "first day", days[6 + int(st.query_params["months"])]: "second day"}
table = pd.DataFrame({"month": days, "cohort": 90.0, "rest": 95.0})
table["break_at"] = [day if day in marked else pd.NaT for day in days]
table["break_text"] = [marked.get(day, "") for day in days]
st.vega_lite_chart(table, cohort.series("vi"))
