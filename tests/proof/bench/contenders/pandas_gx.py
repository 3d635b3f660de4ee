"""What a team would write: pandas cleans, Great Expectations checks the frames, DuckDB is published by replacing its file."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from tests.proof.bench.contenders.contender import contend, extracts
from tests.proof.bench.contenders.pandas_checks import check
from tests.proof.bench.contenders.pandas_clean import read, table, understood
from tests.proof.bench.contenders.pandas_rules import WARNINGS, Judge

LINE = ["claim_id", "payment_id", "participant", "programme", "benefit_type", "component", "segment", "branch", "regency",
        "contingency_date", "submission_date", "determination_date", "payment_date", "sen", "payment_type", "original_payment_id",
        "source_row"]  # fmt: skip
OUTCOMES = ("accepted", "not_a_payment", "quarantined", "duplicate")
CATEGORIES = ["programme", "benefit_type", "component", "segment", "branch", "regency", "payment_type"]


def work(folder: Path, out: Path) -> dict[str, Any]:
    """Vault, clean, judge, account, resolve, aggregate, check, publish."""
    branches = pd.read_csv(folder / "reference" / "branches.csv", dtype=str)["branch_code"].tolist()
    steps, began = {}, time.monotonic()
    parts, ledgers = [], []
    for period, path in extracts(folder):
        in_vault(path, out / "vault")
        lines, ledger = part_of(period, path, branches, out)
        parts.append(lines)
        ledgers.append(ledger)
    steps["clean"] = -began + (began := time.monotonic())
    effective = resolved(parts)
    marts = aggregated(effective)
    steps["aggregate"] = -began + (began := time.monotonic())
    ledger = pd.DataFrame(ledgers)
    check(pd.concat(parts) if len(parts) > 1 else parts[0], ledger, marts, max(ledger["period"]))
    steps["checks"] = -began + (began := time.monotonic())
    publish(out / "warehouse.duckdb", marts | {"ledger": ledger})
    steps["publish"] = time.monotonic() - began
    by_month = marts["claims_by_benefit_month"]
    figures = {
        f"{row.period:%Y-%m} {row.benefit_type}": [
            int(row.claim_count),
            int(row.payment_count),
            int(row.participant_count),
            int(row.amount_sen),
        ]
        for row in by_month.itertuples()
    }
    return {"figures": figures, "rows": int(ledger["rows_read"].sum()), "steps": steps}


def in_vault(path: Path, vault: Path) -> None:
    """The file kept unchanged under the SHA-256 of its bytes."""
    vault.mkdir(exist_ok=True)
    with path.open("rb") as file:
        name = hashlib.file_digest(file, "sha256").hexdigest()
    shutil.copyfile(path, vault / name)


def part_of(period: str, path: Path, branches: list[str], out: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The accepted lines of an extract, written beside what was set aside; and the account of its rows."""
    judge = Judge(understood(read(period, path), branches), period)
    lines = judge.judged()
    set_aside(judge).to_parquet(out / f"quarantine-{period}-{path.stem}.parquet")
    ledger = account(period, path.stem, judge)
    accepted = lines.loc[lines["outcome"] == "accepted", LINE].reset_index(drop=True)
    accepted["month"] = accepted["payment_date"].dt.to_period("M").dt.to_timestamp().astype("datetime64[s]")
    accepted["extract"] = period
    accepted.to_parquet(out / f"lines-{period}-{path.stem}.parquet")
    return accepted, ledger


def set_aside(judge: Judge) -> pd.DataFrame:
    """One row per line and code, without a word of what stood there."""
    lines = judge.lines
    found = []
    for code, mask in judge.broken.items():
        (rows,) = np.nonzero(mask)
        some = lines.iloc[rows]
        severity = "warning" if code in WARNINGS else "error"
        found.append(
            pd.DataFrame(
                {"source_row": some["source_row"], "code": code, "severity": severity, "outcome": some["outcome"], "sen": some["sen"]}
            )
        )
    return pd.concat(found, ignore_index=True)


def account(period: str, sender: str, judge: Judge) -> dict[str, Any]:
    """Rows and sen by what became of them. Raises where they do not add up."""
    lines = judge.lines
    by_outcome = lines.groupby("outcome")["sen"].agg(["size", "sum"])
    ledger: dict[str, Any] = {"period": period, "sender": sender, "rows_read": len(lines), "sen_read": int(lines["sen"].sum())}
    for outcome in OUTCOMES:
        there = outcome in by_outcome.index
        ledger[outcome] = int(by_outcome.loc[outcome, "size"]) if there else 0
        ledger[f"sen_{outcome}"] = int(by_outcome.loc[outcome, "sum"]) if there else 0
    ledger["codes"] = json.dumps({code: int(mask.sum()) for code, mask in judge.broken.items() if mask.any()})
    ledger["is_balanced"] = ledger["rows_read"] == sum(ledger[outcome] for outcome in OUTCOMES)
    if not ledger["is_balanced"]:
        raise ValueError(ledger)
    return ledger


def resolved(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Of lines with the same claim and payment number the one of the latest extract."""
    if len(parts) == 1:
        return parts[0]
    for column in CATEGORIES:
        codes = sorted(set().union(*(part[column].cat.categories for part in parts)))
        for part in parts:
            part[column] = part[column].astype(pd.CategoricalDtype(codes))
    whole = pd.concat(parts, ignore_index=True)
    return whole[~whole.duplicated(["claim_id", "payment_id"], keep="last")]


def aggregated(lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The four marts. Claims and participants are counted at each grain, never added up."""
    lines = lines.assign(claim=pd.factorize(lines["claim_id"])[0], person=pd.factorize(lines["participant"])[0])
    names = table("regions").drop_duplicates("regency_code").set_index("regency_code")["regency_name"]
    region = measured(lines, ["month", "benefit_type", "segment", "branch", "regency"])
    region["regency_name"] = region["regency"].astype(object).map(names)
    return {
        "claims_by_benefit_month": measured(lines, ["month", "benefit_type"]),
        "claims_by_programme_month": measured(lines, ["month", "programme", "benefit_type", "component"]),
        "claims_by_benefit_month_region": region,
        "claims_year_to_date": pd.concat(
            [to_date(lines, ["benefit_type"]).assign(scope="national"), to_date(lines, ["benefit_type", "regency"]).assign(scope="regency")]
        ),
    }


def measured(lines: pd.DataFrame, cell: list[str]) -> pd.DataFrame:
    """Payments, sen, and distinct claims (paid more than nothing) and participants of each cell."""
    grouped = {"observed": True, "dropna": False, "sort": True}
    sums = lines.groupby(cell, **grouped).agg(payment_count=("sen", "size"), amount_sen=("sen", "sum"))
    claims = lines.loc[lines["sen"] > 0, [*cell, "claim"]].drop_duplicates().groupby(cell, **grouped).size()
    people = lines.loc[lines["person"] >= 0, [*cell, "person"]].drop_duplicates().groupby(cell, **grouped).size()
    sums["claim_count"] = claims.reindex(sums.index, fill_value=0)
    sums["participant_count"] = people.reindex(sums.index, fill_value=0)
    return sums.reset_index().rename(columns={"month": "period"})


def to_date(lines: pd.DataFrame, cell: list[str]) -> pd.DataFrame:
    """Running figures of the calendar year: a claim or participant counts from the first month it is seen in."""
    lines = lines.assign(year=lines["month"].dt.year)
    grouped = {"observed": True, "dropna": False}
    by = ["year", *cell, "month"]
    new = lines.groupby(by, **grouped).agg(payment_count=("sen", "size"), amount_sen=("sen", "sum"))
    for name, which, key in (("claim_count", lines["sen"] > 0, "claim"), ("participant_count", lines["person"] >= 0, "person")):
        first = lines.loc[which, [*by, key]].sort_values("month", kind="stable").drop_duplicates(["year", *cell, key])
        new[name] = first.groupby(by, **grouped).size().reindex(new.index, fill_value=0)
    filled = []
    for (year, *_), months in new.groupby(["year", *cell], **grouped):
        own = months.reset_index().set_index("month")
        shown = pd.DatetimeIndex(lines.loc[lines["year"] == year, "month"].unique()).sort_values()
        shown = shown[shown >= own.index.min()]
        measures = own[["payment_count", "amount_sen", "claim_count", "participant_count"]].reindex(shown, fill_value=0).cumsum()
        filled.append(measures.assign(**{column: own[column].iloc[0] for column in cell}).rename_axis("period").reset_index())
    return pd.concat(filled, ignore_index=True)


def publish(file: Path, marts: dict[str, pd.DataFrame]) -> None:
    """A new file, complete before it takes the place of the one that stood."""
    unfinished = file.with_suffix(".tmp")
    with duckdb.connect(str(unfinished)) as connection:
        for name, frame in marts.items():
            plain = frame.astype({column: object for column in frame if frame[column].dtype == "category"})
            connection.register("frame", plain)
            connection.execute(f"create table {name} as select * from frame")
            connection.unregister("frame")
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(file)


if __name__ == "__main__":
    contend(work)
