"""The rules that a law sets, as Boolean columns: what a benefit may come to, and from which day on."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from tests.proof.bench.contenders.pandas_clean import table

Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Statutory:
    """What each line of one extract is, and which of its lines break a law. `broken`: code -> the lines that do."""

    def __init__(self, lines: pd.DataFrame, period: str) -> None:
        self.lines, self.period = lines, period
        self.is_type = {code: (lines["benefit_type"] == code).to_numpy() for code in table("benefit_types")["benefit_type_code"]}
        self.component_codes = lines["component"].cat.codes.to_numpy()
        self.components = list(lines["component"].cat.categories)
        self.amount = lines["sen"].to_numpy(dtype=np.int64, na_value=0)
        self.has_amount = lines["sen"].notna().to_numpy()
        self.original = (lines["payment_type"] == "original").to_numpy()
        segments = table("segments")
        passed_over = segments.loc[segments["amounts_known"] == "no", "segment_code"]
        self.by_law = self.original & ~lines["segment"].isin(passed_over).to_numpy()
        self.broken: dict[str, Mask] = {}

    def _statutory(self) -> Iterator[tuple[str, Mask]]:
        lines, paid = self.lines, self.lines["payment_date"]
        event = lines["contingency_date"]
        types = table("benefit_types").set_index("benefit_type_code")
        yield "JKP1", self.is_type["JKP"] & (paid < pd.Timestamp(types.loc["JKP", "valid_from"])).to_numpy()
        yield "JKP2", lines["payment_type"].isin(["original", "reissue"]).to_numpy() & self._any_amount("JKP2", np.greater)
        yield "JKM3", self.by_law & self._any_amount("JKM3", np.not_equal)
        scholarship = self.is_type["BEASISWA"] & event.notna().to_numpy() & self.by_law
        multiple, single = self._multiple(0), self._multiple(1)
        yield "BEA1", scholarship & self.has_amount & ~multiple
        yield "BEA2", scholarship & multiple & ~single
        new_law = (event >= pd.Timestamp("2019-12-02")).to_numpy()
        yield "BEA3", self.is_type["BEASISWA"] & new_law & (paid < pd.Timestamp("2021-04-01")).to_numpy()
        for code in ("JKK1", "JKK2"):
            yield code, self.by_law & self._any_amount(code, np.greater)
        components = table("benefit_components")
        periodic = components.loc[(components["benefit_type_code"] == "JP") & (components["form"] == "periodic"), "benefit_component_code"]
        monthly = self.original & self.has_amount & lines["component"].isin(periodic).to_numpy()
        for code, bound, beyond in (("JP01", "minimum_idr", np.less), ("JP02", "maximum_idr", np.greater)):
            found = np.zeros(len(lines), dtype=bool)
            for row in table("jp_pension_bounds").to_dict("records"):
                found |= _within(paid, row["valid_from"], row["valid_to"]) & beyond(self.amount, int(row[bound]) * 100)
            yield code, monthly & found
        yield "JP03", self._is_component("JP_HARI_TUA_BERKALA") & (paid <= pd.Timestamp("2030-06-30")).to_numpy()

    def _rows(self, rule: str) -> list[dict[str, str]]:
        rows = table("statutory_amounts")
        return rows[rows["rule_code"] == rule].to_dict("records")

    def _is_component(self, code: str) -> Mask:
        return self.component_codes == self.components.index(code) if code in self.components else np.zeros(len(self.lines), dtype=bool)

    def _covers(self, row: dict[str, str], rows: list[dict[str, str]], *, or_unnamed: bool = False) -> Mask:
        covered = self.is_type[row["benefit_type_code"]].copy()
        if row["dated_by"]:
            covered &= _within(self.lines[row["dated_by"]], row["valid_from"], row["valid_to"])
        if own := row["benefit_component_code"]:
            covered &= self._is_component(own) | ((self.component_codes < 0) if or_unnamed else False)
        else:
            for other in rows:
                same_time = (other["valid_from"], other["valid_to"]) == (row["valid_from"], row["valid_to"])
                if same_time and other["benefit_component_code"]:
                    covered &= ~self._is_component(other["benefit_component_code"])
        return covered

    def _any_amount(self, rule: str, holds: Callable[[Any, int], Mask]) -> Mask:
        rows = self._rows(rule)
        found = [self._covers(row, rows) & holds(self.amount, int(row["amount_idr"]) * 100) for row in rows]
        return np.logical_or.reduce(found) & self.has_amount

    def _multiple(self, at_most: int) -> Mask:
        found = np.zeros(len(self.lines), dtype=bool)
        for row in self._rows("BEA1"):
            unit = int(row["amount_idr"]) * 100
            times = (self.amount % unit == 0) & (self.amount >= unit) & (self.amount <= unit * (at_most or int(row["max_count"])))
            found |= self._covers(row, [], or_unnamed=True) & times
        return found

    def _grants(self, stands: Mask) -> None:
        """JKM1 and JKM2: a death grant's sum by claim and membership."""
        some = self.lines.loc[stands & self.is_type["JKM"] & self.by_law, ["claim_id", "membership", "sen", "contingency_date"]]
        if some.empty:
            return
        known = some["membership"].notna()
        group = some.groupby(["claim_id", "membership"], dropna=False, sort=False)
        total, event = group["sen"].transform("sum"), group["contingency_date"].transform("min")
        due, funeral = (
            _amount_on(event, rows)
            for rows in (self._rows("JKM1"), [row for row in self._rows("JKM3") if "PEMAKAMAN" in row["benefit_component_code"]])
        )
        over = (total > due) & ~(~known & (total % due == 0))
        self.broken["JKM1"][some.index[over.fillna(value=False)]] = True
        below = (total < due) & (total != funeral)
        self.broken["JKM2"][some.index[below.fillna(value=False)]] = True

    def _fatal(self, stands: Mask) -> None:
        """JKK3: less than the least possible for an accident that was fatal."""
        some = self.lines.loc[stands & self.is_type["JKK"] & self.by_law, ["claim_id", "sen", "contingency_date", "component"]]
        some = some[some["claim_id"].isin(some.loc[some["component"] == "JKK_SANTUNAN_KEMATIAN", "claim_id"])]
        if some.empty:
            return
        group = some.groupby("claim_id", sort=False)
        low = group["sen"].transform("sum") < _amount_on(group["contingency_date"].transform("min"), self._rows("JKK3"))
        self.broken["JKK3"][some.index[low.fillna(value=False)]] = True


def _within(days: pd.Series, first: str, last: str) -> Mask:
    inside = days.notna()
    if first:
        inside &= days >= pd.Timestamp(first)
    if last:
        inside &= days <= pd.Timestamp(last)
    return inside.to_numpy()


def _amount_on(days: pd.Series, rows: list[dict[str, str]]) -> pd.Series:
    """The amount (sen) of the row in force on each day; missing where there is none."""
    amount = pd.Series(pd.NA, index=days.index, dtype="Int64")
    for row in rows:
        amount[_within(days, row["valid_from"], row["valid_to"])] = int(row["amount_idr"]) * 100
    return amount
