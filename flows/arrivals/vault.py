"""The vault: extracts as they came, each under the SHA-256 of its bytes, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO

from flows.errors import VaultDamaged

CHUNK = 1 << 20
READ_ONLY = 0o400


def sha256_of(source: IO[bytes]) -> str:
    """The name that these bytes have in the vault."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def take(source: IO[bytes], vault: Path) -> str:
    """Copy `source` into the vault and return its SHA-256. Written beside, synced, then renamed: a file of that name is whole."""
    digest = hashlib.sha256()
    descriptor, unfinished = tempfile.mkstemp(dir=vault, prefix=".taking-")
    try:
        with os.fdopen(descriptor, "wb") as target:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        Path(unfinished).chmod(READ_ONLY)
        Path(unfinished).replace(vault / digest.hexdigest())
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def verified(vault: Path, sha256: str) -> Path:
    """Where the bytes of that name lie, after reading them all again. Raises VaultDamaged if they are gone, others, or cannot be read."""
    path = vault / sha256
    try:
        with path.open("rb") as file:
            is_whole = sha256_of(file) == sha256
    except OSError as error:
        raise VaultDamaged(sha256, error.strerror or type(error).__name__) from None
    if not is_whole:
        raise VaultDamaged(sha256, "its bytes are no longer those of its name")
    return path


def is_whole(vault: Path, sha256: str) -> bool:
    """Whether the bytes of that name lie there, all read again."""
    try:
        verified(vault, sha256)
    except VaultDamaged:
        return False
    return True


def sweep(vault: Path) -> None:
    """Remove what a killed run left half-taken."""
    for unfinished in vault.glob(".taking-*"):
        unfinished.unlink(missing_ok=True)
