"""What browsers are asked for passkeys, and what they answer, verified by py_webauthn (WebAuthn level 2).

The library is loaded by the first who needs it: it costs a tenth of the server's start.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.access_errors import PasskeyError
from core.passkeys import Party

RP_NAME = "Năm Rõ"
LONGEST_CREDENTIAL = 1364
"""1023 bytes in base64url."""


@dataclass(frozen=True)
class Made:
    """A new passkey, as its maker's answer proves it."""

    credential: str
    public_key: str
    """Both in base64url."""
    sign_count: int


def asked_to_make(
    party: Party, challenge: bytes, *, handle: str, name: str, full_name: str, there: Sequence[str], seconds: int
) -> str:
    """The options of `navigator.credentials.create`, as JSON.

    Args:
        handle: what the passkey calls the account, in base64url; nothing that says who it is.
        there: the account's passkeys at this name, none of which is to be made a second time on the same device.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.structs import (  # noqa: PLC0415
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=party.host,
        rp_name=RP_NAME,
        user_id=base64url_to_bytes(handle),
        user_name=name,
        user_display_name=full_name,
        challenge=challenge,
        timeout=seconds * 1000,
        authenticator_selection=AuthenticatorSelectionCriteria(
            # Without a name typed first, and never by who merely holds the device.
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in there],
    )
    return webauthn.options_to_json(options)


def asked_to_sign(party: Party, challenge: bytes, *, of: Sequence[str], seconds: int) -> str:
    """The options of `navigator.credentials.get`, as JSON.

    Args:
        of: the passkeys that will do; any of the name where there are none.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.structs import (  # noqa: PLC0415
        PublicKeyCredentialDescriptor,
        UserVerificationRequirement,
    )

    options = webauthn.generate_authentication_options(
        rp_id=party.host,
        challenge=challenge,
        timeout=seconds * 1000,
        allow_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in of],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def made(party: Party, challenge: bytes, answer: str) -> Made:
    """
    Raises:
        PasskeyError: it answers another challenge, comes from another origin, or nobody was verified.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        found = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    # The library lets through what parsers of CBOR and of keys raise.
    except (WebAuthnException, ValueError, TypeError, LookupError, AttributeError) as error:
        raise PasskeyError("not_made") from error
    credential = bytes_to_base64url(found.credential_id)
    if len(credential) > LONGEST_CREDENTIAL:
        raise PasskeyError("not_made")
    return Made(credential, bytes_to_base64url(found.credential_public_key), found.sign_count)


def signed(party: Party, challenge: bytes, answer: str, public_key: str) -> int:
    """How often the passkey says that it was used; whether that is more than before, `store.passkeys.use` tells.

    Raises:
        PasskeyError: as `made`, or another passkey signed it.
    """
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        found = webauthn.verify_authentication_response(
            credential=_read(answer),
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(public_key),
            # Compared where it is kept, for of two at once one must come second.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, LookupError, AttributeError) as error:
        raise PasskeyError("refused") from error
    return found.new_sign_count


def said(answer: str) -> tuple[str, str]:
    """Which passkey an answer says it comes from, and whose it is: not verified yet. Blank where it says neither."""
    try:
        found = _read(answer)
    except ValueError:
        return "", ""
    credential, response = found.get("id"), found.get("response")
    handle = (response.get("userHandle") or "") if isinstance(response, dict) else None
    if not isinstance(credential, str) or not isinstance(handle, str) or len(credential) > LONGEST_CREDENTIAL:
        return "", ""
    return credential, handle


def _read(answer: str) -> dict[str, object]:
    """
    Raises:
        ValueError: no JSON object.
    """
    try:
        found = json.loads(answer)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found
