"""The tables of who may sign in, and who has: accounts, what they were granted, sessions, links, failed tries.

Passwords are kept as argon2id, tokens as SHA-256: what is stolen here opens nothing by itself.
"""

import sqlalchemy as sa

from store.schema import Moment, metadata

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # What is typed to sign in, as `core.accounts.login_name` writes it; the audit trail names people by it, so it is
    # never given to another person.
    sa.Column("name", sa.String(100), nullable=False, unique=True),
    sa.Column("full_name", sa.String(200), nullable=False),
    # NULL: invited, but not yet here.
    sa.Column("password", sa.Text),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by", sa.String(200), nullable=False),
    sa.Column("disabled_at", Moment),
    # The secret of the second factor, sealed with a key that is not in the database; NULL: it is off.
    sa.Column("second_factor", sa.Text),
    # The step of time of the last code: each is good for one sign-in.
    sa.Column("second_factor_step", sa.Integer),
    # The SHA-256 of the key in the address of the person's calendar; NULL: there is none.
    sa.Column("calendar", sa.String(64), index=True),
    # Whether the person signs in by the provider of identities: then there is no password.
    sa.Column("openid", sa.Boolean, nullable=False, server_default=sa.false()),
    # Who that is for the provider; NULL until the first sign-in.
    sa.Column("subject", sa.String(600), index=True, unique=True),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("code", sa.String(64), nullable=False),
    sa.Column("used_at", Moment),
)

# What signs in without a password, on a telephone, a computer or a security key (WebAuthn). Nothing of it is secret.
passkeys = sa.Table(
    "passkeys",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    # The name of the server that it was made at: it works at no other.
    sa.Column("host", sa.String(253), nullable=False),
    # Its number and its public key, in base64url. The number has up to 1023 bytes.
    sa.Column("credential", sa.Text, nullable=False, unique=True),
    sa.Column("public_key", sa.Text, nullable=False),
    # How often it was used, as it says itself; 0 where it does not count. 32 bits without a sign.
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    # What it calls the person: random, the same for all passkeys of an account.
    sa.Column("handle", sa.String(64), nullable=False),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
)

# The SHA-256 of the challenges that passkeys answered lately: none is answered twice.
answered_challenges = sa.Table(
    "answered_challenges",
    metadata,
    sa.Column("challenge", sa.String(64), primary_key=True),
    sa.Column("at", Moment, nullable=False),
)

# A role or a unit of a person, from a day to a day, both included.
account_grants = sa.Table(
    "account_grants",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    # role, unit, delegate (of a unit, by its head: `who`)
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("value", sa.String(40), nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    # NULL: until it is withdrawn.
    sa.Column("until", sa.Date),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("withdrawn_at", Moment),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token", sa.String(64), nullable=False, unique=True),
    sa.Column("account_id", sa.ForeignKey("accounts.id"), nullable=False, index=True),
    sa.Column("begun_at", Moment, nullable=False),
    # To the minute: writing at every request would cost a transaction each.
    sa.Column("seen_at", Moment, nullable=False),
    # When the password or a passkey was last given.
    sa.Column("confirmed_at", Moment, nullable=False),
    # When a passkey was last given; NULL: never.
    sa.Column("passkey_at", Moment),
    sa.Column("ended_at", Moment),
)

one_time_links = sa.Table(
    "one_time_links",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token", sa.String(64), nullable=False, unique=True),
    # first (administrator), invitation, reset
    sa.Column("kind", sa.String(20), nullable=False),
    # NULL: the first administrator's account is made by the link itself.
    sa.Column("account_id", sa.ForeignKey("accounts.id"), index=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("made_by", sa.String(200), nullable=False),
    sa.Column("until", Moment, nullable=False),
    # Used, or replaced by a newer one.
    sa.Column("ended_at", Moment),
)

sign_in_tries = sa.Table(
    "sign_in_tries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # As typed, whether there is such an account or not.
    sa.Column("name", sa.String(100), nullable=False, index=True),
    sa.Column("address", sa.String(60), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
)
