"""Errors of signing in and of accounts."""

from core.errors import DashboardError


class SignInError(DashboardError):
    """Unknown name, wrong password, disabled account: one sentence for all."""

    key = "error.sign_in"


class SessionEndedError(DashboardError):
    """Signed out, disabled, or too old."""

    key = "error.session_ended"


class TooManyTriesError(DashboardError):
    """Wrong too often; nothing is tried for a while."""

    key = "error.too_many_tries"


class BadLinkError(DashboardError):
    """A one-time link that was used, replaced, has ended, or never was."""

    key = "error.bad_link"


class BadNameError(DashboardError):
    """Not a login name."""

    key = "error.bad_account_name"


class NameTakenError(DashboardError):
    """There is an account of this name, perhaps a disabled one; names are not given again."""

    key = "error.account_name_taken"


class WeakPasswordError(DashboardError):
    """Too short, too long, or too easily guessed."""

    key = "error.weak_password"


class UnknownAccountError(DashboardError):
    """No account has this name."""

    key = "error.unknown_account"


class NameNeededError(DashboardError):
    """A deed on an account that names none."""

    key = "error.account_name_needed"


class UnknownRoleError(DashboardError):
    """No role has this name."""

    key = "error.unknown_role"


class BadDatesError(DashboardError):
    """The last day is before the first."""

    key = "error.bad_grant_dates"


class LastAdministratorError(DashboardError):
    """Afterwards nobody could manage accounts."""

    key = "error.last_administrator"


class FirstAlreadyError(DashboardError):
    """There are accounts: the first administrator is there already."""

    key = "error.first_already"


class UnknownModeError(DashboardError):
    """`NAMRO_MODE` names no mode."""

    key = "error.unknown_mode"


class AccountNeededError(DashboardError):
    """There are accounts, and the command does not say as whom it acts."""

    key = "error.account_needed"


class ConfirmationNeededError(DashboardError):
    """The password was given too long ago for this."""

    key = "error.confirmation_needed"


class SecondFactorError(DashboardError):
    """A code that is missing, wrong or used. `reason` chooses the sentence: `error.second_factor.<reason>`."""

    def __init__(self, reason: str) -> None:
        self.key = f"error.second_factor.{reason}"
        super().__init__()
        self.reason = reason


class SecondFactorRequiredError(DashboardError):
    """A role of the person asks for a second factor, and there is none yet."""

    key = "error.second_factor.required"


class PasskeyError(DashboardError):
    """A passkey that was not made or did not open. `reason` chooses the sentence: `error.passkey.<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.passkey.{reason}"
        super().__init__(**values)
        self.reason = reason


class DelegationError(DashboardError):
    """A head's delegation that cannot be. `reason` chooses the sentence: `error.delegation.<reason>`."""

    def __init__(self, reason: str, **values: object) -> None:
        self.key = f"error.delegation.{reason}"
        super().__init__(**values)
        self.reason = reason


class NoCalendarError(DashboardError):
    """No calendar has this address: it was replaced or ended, or never was."""

    key = "error.no_calendar"


class OpenIdError(DashboardError):
    """Sign-in by the provider of identities did not come about. `reason` chooses `error.openid.<reason>`."""

    def __init__(self, reason: str, **values: str) -> None:
        self.key = f"error.openid.{reason}"
        super().__init__(**values)
        self.reason = reason


class OpenIdAccountError(DashboardError):
    """An account that signs in by the provider has no password here."""

    key = "error.openid.account"
