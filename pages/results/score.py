"""Points by a score such as Decision 766: the units of one kind, their totals and groups."""

import streamlit as st

from core.words import t
from views.screen import data_state, draw, filters, session, tables
from views.screen.language import language
from views.screen.results import nation, score, score_table

published = session.everything()
nation.instead(published.all_months())
head, chosen = st.container(), filters.bar()
with chosen:
    when, what, who, other = st.columns([1, 1.2, 1.5, 1.4], vertical_alignment="bottom")
with when:
    month = filters.month(published.all_months())
with what:
    rules = score.rules(month)
with who:
    kind = filters.kind(published.kinds([month]))
with other:
    compared = score.compared(rules, month, kind)
report = score.report(rules, month, kind)

with head:
    draw.title(score.title(rules, t(language(), f"kind.{kind}"), month), data_state.badge(month))
    score.lead(report)
    filters.folded(filters.said(month), rules.short[language()], t(language(), f"kind.{kind}"))
if compared:
    score.beside_table(report, compared)
score_table.show(report)
score.download(report)
tables.link("score", month=month.code, index=rules.id, kind=kind, totals="")
