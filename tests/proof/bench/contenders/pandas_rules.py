"""The rules over lines, as Boolean columns: the same rules with the same codes as the product's, in pandas."""

import math
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from tests.proof.bench.contenders.pandas_clean import IN_WORDS, last_day, table
from tests.proof.bench.contenders.pandas_statutory import Mask, Statutory

WARNINGS = frozenset(
    {"ID04", "SG03", "DT06", "DT07", "PT02", "ST01", "KP01", "KP02", "NP01", "NK02", "NK03", "NK05", "RG02", "BR01", "JKM2", "BEA2", "BEA4"}
    | {"JKK3", "JP02", "JP03", "JHT1"}
)
PERSONAL = ("nik", "kpj", "participant_name", "beneficiary_name", "account")
CONTENT = [
    *("claim_id", "payment_id", "programme", "benefit_type", "component", "segment", "branch", "regency", "payment_date", "sen"),
    *("contingency_date", "submission_date", "determination_date", "payment_type", "original_payment_id", "participant"),
]
DESTROYED = r"^'?[0-9](?:(?:[.,][0-9]+)? ?[eE] ?\+[0-9]{1,3}|[.,][0-9]{2,} ?[eE][0-9]{2,3})$"


class Judge(Statutory):
    """What each line of one extract breaks. `broken`: code -> the lines that do."""

    def judged(self) -> pd.DataFrame:
        """The lines with `outcome`; all that is broken stands in `broken`."""
        lines = self.lines
        blank_status = ~lines["status_said"].to_numpy()
        in_full = lines["pays"].to_numpy() | blank_status
        for code, mask in self._by_line():
            self.broken[code] = mask & (in_full if code != "ST01" else True)
        self._same_lines()
        self._together()
        wrong = self._any_error()
        pays = lines["pays"].to_numpy()
        outcomes = [wrong, ~pays, self.broken["ID04"]]
        lines["outcome"] = np.select(outcomes, ["quarantined", "not_a_payment", "duplicate"], "accepted")
        return lines

    def _any_error(self) -> Mask:
        wrong = np.zeros(len(self.lines), dtype=bool)
        for code, mask in self.broken.items():
            if code not in WARNINGS:
                wrong |= mask
        return wrong

    def _by_line(self) -> Iterator[tuple[str, Mask]]:
        for family in (self._identity, self._benefits, self._dates, self._payments, self._people, self._statutory):
            yield from family()

    def _identity(self) -> Iterator[tuple[str, Mask]]:
        lines = self.lines
        own = np.zeros(len(lines), dtype=bool)
        for column in ("claim_id", "payment_id"):
            for personal in PERSONAL:
                own |= (lines[column] == lines[personal]).fillna(value=False).to_numpy(dtype=bool)
        self.words = lines["claim_id"].str.match(IN_WORDS).fillna(value=False).to_numpy(dtype=bool)
        lost = {column: _matches(lines[column], DESTROYED).to_numpy(dtype=bool) for column in ("claim_id", "payment_id")}
        self.named = lines["claim_id"].notna().to_numpy() & ~own & ~self.words & ~lost["claim_id"] & ~lost["payment_id"]
        yield "ID01", lines["claim_id"].isna().to_numpy()
        yield "ID03", own
        yield "ID05", self.words
        yield "ID06", lost["claim_id"]
        yield "ID07", lost["payment_id"]

    def _benefits(self) -> Iterator[tuple[str, Mask]]:
        lines = self.lines
        programme, kind = lines["programme_named"], lines["benefit_named"]
        meaningless = lines["programme_said"] & programme.isna() & lines["benefit_in_programme"].isna()
        yield "PR01", (meaningless | (~lines["programme_said"] & ~lines["benefit_type_said"])).to_numpy()
        yield "PR02", (lines["benefit_type_said"] & kind.isna()).to_numpy()
        other = _outside(kind, programme, "programme_benefits", "benefit_type_code", "programme_code")
        in_programme = lines["benefit_in_programme"]
        contradicts = (in_programme.notna() & kind.notna()).to_numpy() & (in_programme.astype(object) != kind.astype(object)).to_numpy()
        yield "PR03", other | contradicts
        of_other = _outside(lines["benefit_type"], lines["component"], "benefit_components", "benefit_type_code", "benefit_component_code")
        yield "PR04", (lines["component_said"] & lines["component"].isna()).to_numpy() | of_other
        yield "SG01", (lines["segment_said"] & lines["segment"].isna()).to_numpy()
        yield "SG02", _outside(lines["segment"], lines["programme"], "segment_programmes", "segment_code", "programme_code")
        yield "SG03", ~lines["segment_said"].to_numpy()

    def _dates(self) -> Iterator[tuple[str, Mask]]:
        lines = self.lines
        paid, event = lines["payment_date"], lines["contingency_date"]
        yield "DT01", paid.isna().to_numpy()
        yield "DT02", (paid > last_day(self.period)).to_numpy()
        yield "DT03", (paid < pd.Timestamp(table("programmes")["valid_from"].min())).to_numpy()
        events = ("contingency_date", "submission_date", "determination_date")
        yield "DT04", np.logical_or.reduce([(lines[f"{day}_said"] & lines[day].isna()).to_numpy() for day in events])
        out_of_order = [(lines[earlier] > lines[later]).to_numpy() for earlier, later in combinations((*events, "payment_date"), 2)]
        yield "DT05", np.logical_or.reduce(out_of_order)
        types = table("benefit_types")
        late = np.zeros(len(lines), dtype=bool)
        for code, years in types.loc[types["claim_window_years"] != "", ["benefit_type_code", "claim_window_years"]].to_numpy():
            own = self.is_type[code]
            late[own] = (event[own] + pd.DateOffset(years=int(years)) < paid[own]).to_numpy()
        yield "DT06", late
        needing = types.loc[types["needs_contingency_date"] == "yes", "benefit_type_code"]
        yield "DT07", np.logical_or.reduce([self.is_type[code] for code in needing]) & ~lines["contingency_date_said"].to_numpy()

    def _payments(self) -> Iterator[tuple[str, Mask]]:
        lines = self.lines
        types = table("payment_types")
        wrong = {"positive": self.amount <= 0, "negative": self.amount >= 0, "nonzero": self.amount == 0}
        is_kind = {kind: (lines["payment_type"] == kind).to_numpy() for kind in types["payment_type"]}
        yield "AM01", ~self.has_amount
        signs = types[["payment_type", "sign"]].to_numpy()
        yield "AM02", self.has_amount & np.logical_or.reduce([is_kind[kind] & wrong[sign] for kind, sign in signs])
        yield "PT01", (lines["payment_type_said"] & lines["payment_type"].isna()).to_numpy()
        linked = np.logical_or.reduce([is_kind[kind] for kind in types.loc[types["needs_link"] == "yes", "payment_type"]])
        yield "PT02", linked & lines["original_payment_id"].isna().to_numpy()
        yield "ST01", (lines["status_said"] & lines["status"].isna()).to_numpy()
        yield "ST02", ~lines["status_said"].to_numpy()

    def _people(self) -> Iterator[tuple[str, Mask]]:
        lines = self.lines
        has_nik, valid, destroyed = lines["nik"].notna(), lines["nik_is_valid"], lines["nik_is_destroyed"]
        yield "KP01", (lines["kpj"].notna() & ~_matches(lines["kpj"], r"^[0-9A-Z]{11}$")).to_numpy()
        yield "KP02", lines["kpj_is_destroyed"].to_numpy()
        yield "NP01", (lines["npp"].notna() & ~_matches(lines["npp"], r"^[0-9A-Z]{8}$")).to_numpy()
        yield "NK01", (has_nik & ~destroyed & ~valid).to_numpy()
        yield "NK02", (~has_nik).to_numpy()
        regencies = set(table("regions")["regency_code"].str.replace(".", "", regex=False))
        yield "NK03", (valid & ~destroyed & ~lines["nik"].str.slice(0, 4).isin(regencies)).to_numpy()
        yield "NK04", destroyed.to_numpy()
        yield "RG01", (lines["regency_said"] & lines["regency"].isna()).to_numpy()
        yield "RG02", ~lines["regency_said"].to_numpy()
        yield "BR01", (lines["branch_said"] & ~lines["branch_known"]).to_numpy()

    def _same_lines(self) -> None:
        """ID02: one key, different content. ID04: the same line again."""
        lines = self.lines
        self.broken["ID02"], self.broken["ID04"] = (np.zeros(len(lines), dtype=bool) for _ in range(2))
        counted = lines["pays"].to_numpy() & self.named & lines["payment_id"].notna().to_numpy()
        keys = lines.loc[counted, ["claim_id", "payment_id"]]
        again = lines.loc[keys.index[keys.duplicated(keep=False)], CONTENT]
        if again.empty:
            return
        key = again.groupby(["claim_id", "payment_id"], sort=False).ngroup()
        content = again.groupby(CONTENT, sort=False, dropna=False, observed=True).ngroup()
        differs = content.groupby(key).transform("nunique") > 1
        sound = pd.Series(~self._any_error()[again.index], index=again.index)
        later = sound.astype(int).groupby(key).cumsum() > 1
        self.broken["ID02"][again.index[differs]] = True
        self.broken["ID04"][again.index[~differs & sound & later]] = True

    def _together(self) -> None:
        """What several lines say together: sums and counts of a claim, a participant's scholarships, an extract's NIK."""
        lines = self.lines
        stands = lines["pays"].to_numpy() & ~self._any_error() & ~self.broken["ID04"]
        for code in ("NK05", "JKP3", "JKM1", "JKM2", "BEA4", "JKK3", "JHT1"):
            self.broken[code] = np.zeros(len(lines), dtype=bool)
        ends_in_0 = lines["nik"].str.endswith("0").fillna(value=False).to_numpy(dtype=bool)
        whole = (lines["nik"].str.len() == 16).fillna(value=False).to_numpy(dtype=bool) & ~lines["nik_is_destroyed"].to_numpy() & stands
        if _is_no_chance(lines["nik"][ends_in_0 & whole].nunique(), lines["nik"][whole].nunique()):
            self.broken["NK05"] = ends_in_0 & whole
        months = int(self._rows("JKP3")[0]["max_count"])
        self._offends(
            "JKP3", stands & self.is_type["JKP"] & self.original, ["claim_id"], lambda group: group["sen"].transform("size") > months
        )
        components = table("benefit_components")
        partial = np.logical_or.reduce(
            [self._is_component(code) for code in components.loc[components["role"] == "partial", "benefit_component_code"]]
        )
        self._offends(
            "JHT1", stands & self.is_type["JHT"] & self.original & partial, ["claim_id"], lambda group: group["sen"].transform("size") > 1
        )
        ceiling = int(self._rows("BEA4")[0]["amount_idr"]) * 100
        paid = stands & self.is_type["BEASISWA"] & self.by_law & lines["participant"].notna().to_numpy()
        self._offends("BEA4", paid, ["participant"], lambda group: group["sen"].transform("sum") > ceiling)
        self._grants(stands)
        self._fatal(stands)

    def _offends(self, code: str, which: Mask, by: list[str], offends: Callable[[Any], pd.Series]) -> None:
        some = self.lines.loc[which, [*dict.fromkeys([*by, "sen", "contingency_date"])]]
        if len(some):
            wrong = offends(some.groupby(by, dropna=False, sort=False)).to_numpy(dtype=bool)
            self.broken[code][some.index[wrong]] = True


def _is_no_chance(zeros: int, whole: int) -> bool:
    share = zeros / whole if whole else 0.0
    others = (1 - share) * math.log((1 - share) / 0.9) if zeros < whole else 0.0
    return share > 0.1 and whole * (share * math.log(share / 0.1) + others) > math.log(2e6)


def _matches(texts: pd.Series, pattern: str) -> pd.Series:
    return texts.str.match(pattern).fillna(value=False).astype(bool)


def _outside(column: pd.Series, partner: pd.Series, name: str, by: str, of: str) -> Mask:
    """Both are known, and do not go together."""
    found = np.zeros(len(column), dtype=bool)
    for value, partners in table(name).groupby(by)[of]:
        found |= ((column == value) & partner.notna() & ~partner.isin(set(partners))).to_numpy()
    return found
