"""The pseudonym key: made once, kept outside the warehouse, never changed under data that was made with it."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import KeyRefused

HEXADECIMAL = re.compile(r"[0-9a-fA-F]{64}")
KEY_BYTES = 32
OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """The key and its name. The name (`key_id`) goes into every part's id and reveals nothing."""

    secret: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        """Names the key without revealing it."""
        return self.sign("claims pseudonym key")

    def sign(self, text: str) -> str:
        """A keyed hash of `text`, 32 hexadecimal digits."""
        return hmac.new(self.secret, text.encode(errors="surrogateescape"), hashlib.sha256).hexdigest()[:32]  # names of files are bytes


def load_key(given: str | None, key_file: Path, bound_to: str | None) -> PseudonymKey:
    """The key of this home. `bound_to` is the key_id its data was made with; None allows a new key file to be made.

    Raises KeyRefused for a key that is missing, malformed, readable by others, or another one than the data's.
    """
    key = _parse(given, "CLAIMS_PSEUDONYM_KEY") if given else _from_file(key_file, may_make=bound_to is None)
    if bound_to is not None and key.key_id != bound_to:
        raise KeyRefused(
            "the pseudonym key is not the one this home's data was made with",
            "CLAIMS_PSEUDONYM_KEY" if given else str(key_file),
            "give the former key back; participants counted under two keys would be counted twice",
        )
    return key


def _from_file(key_file: Path, *, may_make: bool) -> PseudonymKey:
    if not key_file.exists():
        if not may_make:
            raise KeyRefused(
                "the pseudonym key is missing, and this home already has data made with it",
                str(key_file),
                "restore the key file from its backup, or give the key in CLAIMS_PSEUDONYM_KEY",
            )
        _make(key_file)
    if key_file.stat().st_mode & OTHERS:
        raise KeyRefused("the pseudonym key can be read by others", str(key_file), f"chmod 600 {key_file}")
    return _parse(key_file.read_text(encoding="utf-8", errors="replace"), str(key_file))


def _make(key_file: Path) -> None:
    unfinished = key_file.with_suffix(".new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(key_file)


def _parse(text: str, where: str) -> PseudonymKey:
    secret = _decoded(text.strip())
    if len(secret) != KEY_BYTES:
        raise KeyRefused(
            "the pseudonym key is not a key: it must be 32 bytes, as 64 hexadecimal digits or in base64",
            where,
            'make one with: python3 -c "import secrets; print(secrets.token_hex(32))"',
        )
    return PseudonymKey(secret)


def _decoded(text: str) -> bytes:
    if HEXADECIMAL.fullmatch(text):
        return bytes.fromhex(text)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
