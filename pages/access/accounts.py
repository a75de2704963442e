"""Who may sign in: invitations, roles and units with their dates, new links, signing out, disabling."""

from core.words import t
from views.screen import draw
from views.screen.access import coded_roles, confirming, managing
from views.screen.language import language

draw.title(t(language(), "accounts.title"))
managing.outcome()
confirming.form("accounts")
managing.everybody()
if managing.real():
    draw.heading(t(language(), "accounts.invite"))
    managing.invite()
    draw.heading(t(language(), "accounts.change"))
    managing.change()
    draw.heading(t(language(), "accounts.coded"))
    coded_roles.roles()
