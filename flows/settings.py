"""Configuration: environment `CLAIMS_*` over `claims.toml` in the home, read once, frozen, unknown keys refused."""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from flows.errors import ConfigurationRefused

PREFIX = "CLAIMS_"


class Settings(BaseSettings):
    """Everything that can be set. Nothing below `flows` sees this class; values are handed down."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    home: Path = Field(default=Path("data"), description="the folder that holds everything a run makes")
    landing: str | None = Field(default=None, description="where senders put extracts, if not <home>/landing: a path or an fsspec URL")
    pseudonym_key: SecretStr | None = Field(default=None, description="the HMAC key, 64 hexadecimal digits")
    pseudonym_key_file: Path | None = Field(default=None, description="a file that holds the key, if not <home>/pseudonym.key")
    notify_url: SecretStr | None = Field(default=None, description="an Apprise URL that is told of failures")
    quarantine_share_limit: float = Field(default=0.25, gt=0, le=1, description="above this share of its lines an extract is refused")
    maturity_months: int = Field(default=3, ge=0, description="a month is final when it is this much older than the newest published one")
    restatement: Literal["late", "never", "any"] = Field(
        default="late", description="which changes of published figures need no plan: by lines that came late, none, or any"
    )
    restatement_months: int = Field(
        default=3, ge=0, description="late lines may change months up to this much older than the newest published"
    )
    restatement_share: float | None = Field(
        default=None, gt=0, description="no amount may change by more than this share of itself without a plan"
    )
    restatement_limit_idr: int | None = Field(default=None, ge=0, description="nor by more than this many rupiah")
    disclosure_threshold: int = Field(
        default=5,
        ge=1,
        description="the public file shows no cell under this many claims or participants, and no change under this many claims",
    )
    disclosure_dominance_share: float = Field(default=0.5, gt=0, le=1, description="nor a cell of which one claim is more than this share")
    bulletin: Literal["scheduled", "always", "never"] = Field(
        default="scheduled", description="whether a publication writes its bulletin by itself: of scheduled runs, of every run, or never"
    )
    publications_kept: int = Field(default=12, ge=2, description="how many publications stay on disk")
    export_to: Path | None = Field(default=None, description="a folder, often a share, to which each publication is exported")
    export_public_to: Path | None = Field(default=None, description="the same for what the public may see")
    export_format: Literal["parquet", "csv", "duckdb", "all"] = Field(default="parquet", description="in which form")
    settle_seconds: float = Field(default=0, ge=0, description="files changed more recently than this are left for the next run")
    due_days: int = Field(default=10, ge=0, description="how many days after its period's last day an extract may come without being late")
    lock_wait_seconds: float = Field(default=600, ge=0, description="how long a run waits for another one in the same home")
    workers: int = Field(
        default=2, ge=1, description="how many extracts are cleaned at a time, each by a process of its own where there is much to do"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then claims.toml. No .env files, no secrets folder."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def landing_url(self) -> str:
        """The landing zone as a path or URL."""
        return self.landing or str(self.home / "landing")


def read_settings(home: Path | None) -> Settings:
    """The settings that hold for this command. `home` is the flag, which goes before CLAIMS_HOME."""
    root = home or Path(os.environ.get(f"{PREFIX}HOME", "data"))
    _refuse_unknown_variables()
    located = _located_at(root)
    try:
        return located(home=root)
    except ValidationError as error:
        raise _refusal(error) from None
    except ValueError as error:  # a claims.toml that is not TOML
        raise ConfigurationRefused(f"claims.toml cannot be read: {error}", str(root / "claims.toml"), "correct the line named") from None


def _located_at(root: Path) -> type[Settings]:
    class Located(Settings):
        model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", toml_file=root / "claims.toml")

    return Located


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise ConfigurationRefused(
            f"unknown setting {', '.join(unknown)}", "environment", f"unset it; known are {', '.join(sorted(known))}"
        )


def _refusal(error: ValidationError) -> ConfigurationRefused:
    # The message alone: pydantic's `input` may hold the key.
    faults: list[Any] = error.errors(include_input=False, include_url=False, include_context=False)
    what = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in faults)
    return ConfigurationRefused(what, "environment CLAIMS_* or claims.toml", "correct the setting named, or leave it out")
