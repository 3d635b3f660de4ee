"""The home: the one folder that holds everything a run makes."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from flows.errors import HomeUnwritable

PRIVATE = 0o700
NOBODY_ELSE_WRITES = 0o022


@dataclass(frozen=True, slots=True)
class Home:
    """Where each kind of thing lies under `--home`. Making a Home touches no disk; `prepare` does."""

    root: Path

    @property
    def landing(self) -> Path:
        """Where senders put extracts: <period>/<sender>/<file>."""
        return self.root / "landing"

    @property
    def vault(self) -> Path:
        """Extracts as they came, named by the SHA-256 of their bytes."""
        return self.root / "vault"

    @property
    def workspace(self) -> Path:
        """Scratch for decompressed and transcoded extracts. Under the vault: it may hold personal values. Each run empties it."""
        return self.vault / ".work"

    @property
    def clean(self) -> Path:
        """Parts, content-addressed."""
        return self.root / "clean"

    @property
    def months(self) -> Path:
        """Aggregated months and years, content-addressed."""
        return self.clean / "months"

    @property
    def quarantine(self) -> Path:
        """Findings of each part."""
        return self.root / "quarantine"

    @property
    def register(self) -> Path:
        """The register's file."""
        return self.root / "register" / "register.sqlite"

    @property
    def corrections(self) -> Path:
        """Manual corrections, a record each."""
        return self.root / "register" / "corrections"

    @property
    def lock(self) -> Path:
        """Held by whoever writes."""
        return self.root / "register" / "run.lock"

    @property
    def export_lock(self) -> Path:
        """Held by whoever exports: a run may publish meanwhile."""
        return self.root / "register" / "export.lock"

    @property
    def proposals(self) -> Path:
        """Proposed mappings of headings that nobody knows, to be reviewed."""
        return self.register.parent / "proposals"

    @property
    def reference(self) -> Path:
        """The site's own tables over the shipped ones."""
        return self.root / "reference"

    @property
    def reports(self) -> Path:
        """Bulletins and Data Docs."""
        return self.root / "reports"

    @property
    def data_docs(self) -> Path:
        """Great Expectations' pages."""
        return self.reports / "data_docs"

    @property
    def bulletins(self) -> Path:
        """The bulletins and their index."""
        return self.reports / "bulletins"

    @property
    def public_bulletins(self) -> Path:
        """Those made from the public file alone."""
        return self.reports / "public"

    @property
    def prefect(self) -> Path:
        """PREFECT_HOME, unless PREFECT_API_URL names a server elsewhere."""
        return self.root / ".prefect"

    @property
    def warehouse(self) -> Path:
        """Publications and the link to the one that stands."""
        return self.root / "warehouse"

    @property
    def current_file(self) -> Path:
        """What a BI tool opens."""
        return self.warehouse / "current" / "claims.duckdb"

    @property
    def current_public(self) -> Path:
        """The file of the same publication that may be shown to anybody."""
        return self.warehouse / "current" / "claims_public.duckdb"

    @property
    def key_file(self) -> Path:
        """The pseudonym key, unless the environment gives it or names another file."""
        return self.root / "pseudonym.key"

    @property
    def truth(self) -> Path:
        """What `claims sample` planted."""
        return self.root / "truth.json"

    def prepare(self) -> None:
        """Make the folders. Those that hold anything about single persons, pseudonyms too, are for the owner alone."""
        try:
            for folder in (self.landing, self.reference, self.reports, self.warehouse):
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.vault, self.clean, self.quarantine, self.register.parent, self.prefect):
                _private(folder)
            self.months.mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root):
                pass
        except OSError as error:
            raise HomeUnwritable(self.root, error.strerror or str(error)) from error

    def is_readable(self) -> bool:
        """Whether there is anything to look at yet."""
        return self.register.exists() and os.access(self.register, os.R_OK)


def keep_others_from_writing() -> None:
    """Whatever the umask this process was given: what it makes can be written by nobody but its owner. Stricter ones stay."""
    os.umask(os.umask(PRIVATE ^ 0o777) | NOBODY_ELSE_WRITES)


def _private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    if folder.stat().st_mode & ~PRIVATE & 0o777:  # made by an earlier release, or unpacked from a backup
        folder.chmod(PRIVATE)
