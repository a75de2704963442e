"""A page with every widget the dashboard may use, to see what Streamlit says on it."""

import datetime as dt

import altair as alt
import pandas as pd
import streamlit as st

language = st.query_params.get("lang", "vi")
st.html(f'<span class="namro-lang" data-lang="{language}" hidden></span>')


def home() -> None:
    st.title("Toàn cảnh")
    chosen = st.segmented_control("Ngôn ngữ", ["vi", "en"], default=language, key="switch")
    if chosen and chosen != language:
        st.query_params["lang"] = chosen
        st.rerun()
    st.file_uploader("Chọn tệp", type=["csv", "xlsx"], key="one")
    st.file_uploader("Chọn nhiều tệp", accept_multiple_files=True, key="many")
    st.selectbox("Kỳ báo cáo", ["Tháng này", "Tháng trước"], key="period")
    st.selectbox("Kỳ so sánh", ["Tháng này"], index=None, key="other")
    st.multiselect("Đơn vị", ["Xã A", "Xã B"], key="units")
    st.date_input("Ngày chốt", dt.date(2026, 11, 1), key="day")
    st.date_input("Khoảng thời gian", (dt.date(2026, 11, 1), dt.date(2026, 11, 3)), key="days")
    st.text_input("Tìm đơn vị", key="text")
    st.number_input("Số lượng", key="number")
    st.tabs(["Bảng", "Biểu đồ"])
    st.popover("Thêm nữa").write("Nội dung")
    table = pd.DataFrame({"Đơn vị": ["Xã A", "Xã B"], "Điểm": [1.5, 2.5], "Chuỗi": [[1, 2, 3], [3, 2, 1]]})
    st.dataframe(table, column_config={"Chuỗi": st.column_config.LineChartColumn("Chuỗi")}, key="table")
    st.altair_chart(alt.Chart(table).mark_bar().encode(x="Điểm:Q", y="Đơn vị:N"))
    st.table(table[["Đơn vị", "Điểm"]])
    st.metric("Đúng hạn", "95,6 %", "-0,3")
    st.download_button("Tải về", "x", type="primary")
    st.expander("Xem thêm").write("Nội dung")
    if st.button("Hỏng", key="bug"):
        raise ZeroDivisionError


st.navigation([st.Page(home, title="Toàn cảnh", default=True)], position="top").run()
