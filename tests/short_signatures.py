"""Within this process a request is signed in short: by whom and when, and by no sum of its parts.

Signature Version 4 is botocore's on both ends here, and took a quarter of the time of a call: once
to sign, once for the practice AWS to recompute it. Whose key it is, which secret, region, service,
token and moment are held against each other all the same. What goes over a socket is signed in
full.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any

import pytest

SHORT = "in-short-"
# Whether an address is answered within this process, as each practice AWS says of itself.
_ANSWERED_HERE: list[Callable[[str], bool]] = []


@contextmanager
def signed_in_short(answers: Callable[[str], bool]) -> Iterator[None]:
    """In this block requests to such addresses are signed so."""
    _ANSWERED_HERE.append(answers)
    try:
        yield
    finally:
        _ANSWERED_HERE.remove(answers)


@lru_cache(maxsize=64)
def _signature(secret: str, service: str, region: str, moment: str) -> str:
    said = f"{service} {region} {moment}".encode()
    return SHORT + hmac.digest(secret.encode(), said, "sha256").hex()


@contextmanager
def signers_know_both() -> Iterator[None]:
    """In this block botocore can sign in short, and the practice AWS takes that too."""
    auth: Any = import_module("botocore.auth")  # whose stubs do not know what it imports
    signature: Any = import_module("sandbox.signature")
    signer = auth.SigV4Auth
    sign_in_full, recompute = signer.add_auth, signature._recomputed

    def sign(by: Any, request: Any) -> None:
        if by.credentials is None or not any(here(request.url) for here in _ANSWERED_HERE):
            sign_in_full(by, request)
            return
        moment = auth.get_current_datetime().strftime(auth.SIGV4_TIMESTAMP)
        request.context["timestamp"] = moment
        by._modify_request_before_signing(request)
        signed = _signature(by.credentials.secret_key, by._service_name, by._region_name, moment)
        request.headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={by.scope(request)}, SignedHeaders=x-amz-date,"
            f" Signature={signed}"
        )

    def recomputed(scope: Any, credential: Any, *of: Any) -> str:
        if not scope.signature.startswith(SHORT):
            return str(recompute(scope, credential, *of))
        headers = of[2]
        moment = headers.get("x-amz-date", "")
        return _signature(credential.secret_key, scope.service, scope.region, moment)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signer, "add_auth", sign)
        patch.setattr(signature, "_recomputed", recomputed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _in_short_where_it_is_answered_here() -> Iterator[None]:
    with signers_know_both():
        yield
