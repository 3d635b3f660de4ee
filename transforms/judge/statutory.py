"""JKP, JKM, BEA, JKK, JP, JHT: what the law says about amounts and times of single benefit types."""

from collections.abc import Callable
from datetime import date
from functools import partial

import polars as pl

from transforms.judge.law import amount_paid, any_amount, component, is_judged_by_law, is_multiple
from transforms.judge.rule import Rule, is_original, is_type, there, within
from transforms.vocabulary.shapes import Vocabulary

PP_82_2019 = date(2019, 12, 2)
# Scholarships of the new law were paid only once Permenaker 5/2021 was in force; its backlog came from then on.
SCHOLARSHIPS_PAID_FROM = date(2021, 4, 1)


def _before_the_benefit(vocabulary: Vocabulary) -> pl.Expr:
    starts = vocabulary.benefit_types.filter(pl.col("benefit_type_code") == "JKP")["valid_from"]
    return is_type("JKP") & (pl.col("payment_date") < starts.min())


def _over_monthly_cap(vocabulary: Vocabulary) -> pl.Expr:
    paid = pl.col("payment_type").is_in(["original", "reissue"])
    return paid & any_amount(vocabulary, "JKP2", lambda cap: amount_paid > cap)


def _not_the_component(vocabulary: Vocabulary) -> pl.Expr:
    return is_judged_by_law(vocabulary) & any_amount(vocabulary, "JKM3", lambda amount: amount_paid != amount)


def _no_scholarship_amount(vocabulary: Vocabulary) -> pl.Expr:
    return _scholarship(vocabulary) & there("amount_paid_sen") & ~is_multiple(vocabulary, "BEA1")


def _several_years(vocabulary: Vocabulary) -> pl.Expr:
    return _scholarship(vocabulary) & is_multiple(vocabulary, "BEA1") & ~is_multiple(vocabulary, "BEA1", at_most=1)


def _scholarship(vocabulary: Vocabulary) -> pl.Expr:
    return is_type("BEASISWA") & there("contingency_date") & is_judged_by_law(vocabulary)


def _over_cap(rule: str, vocabulary: Vocabulary) -> pl.Expr:
    return is_judged_by_law(vocabulary) & any_amount(vocabulary, rule, lambda cap: amount_paid > cap)


def _monthly_pension(vocabulary: Vocabulary) -> pl.Expr:
    periodic = vocabulary.benefit_components.filter(benefit_type_code="JP", form="periodic")["benefit_component_code"]
    return is_original() & component.is_in(periodic.to_list())


def _beyond(bound: str, is_beyond: Callable[[int], pl.Expr], vocabulary: Vocabulary) -> pl.Expr:
    """A monthly pension beyond the bound that was in force on its payment date."""
    rows = vocabulary.jp_pension_bounds.to_dicts()
    windows = [(within("payment_date", row["valid_from"], row["valid_to"]) & is_beyond(row[bound])).fill_null(False) for row in rows]
    return _monthly_pension(vocabulary) & pl.any_horizontal(windows)


STATUTORY = (
    Rule(
        "JKP1", "error", "payment_date", _before_the_benefit,
        "JKP was paid before it could be claimed (1 February 2022)",
        "JKP dibayar sebelum dapat diklaim (1 Februari 2022)",
        "PP 37/2021; tables/benefit_types.csv",
    ),
    Rule(
        "JKP2", "error", "amount_paid_idr", _over_monthly_cap,
        "the JKP amount is over the cap of its month",
        "nominal JKP melebihi batas bulanannya",
        "PP 37/2021; PP 6/2025; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKP3", "error", "claim_id", None,
        "the claim has more than six JKP payments in this extract",
        "klaim ini memiliki lebih dari enam pembayaran JKP dalam berkas ini",
        "PP 37/2021; PP 6/2025; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKM1", "error", "amount_paid_idr", None,
        "the JKM payments of this claim and membership are more than the statutory total for the date of death",
        "jumlah pembayaran JKM untuk klaim dan kepesertaan ini melebihi total menurut peraturan pada tanggal kematian",
        "PP 44/2015: 24 m; PP 82/2019: 42 m; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKM2", "warning", "amount_paid_idr", None,
        "the JKM payments of this claim and membership are less than the statutory total and not the funeral grant alone",
        "jumlah pembayaran JKM untuk klaim dan kepesertaan ini kurang dari total menurut peraturan dan bukan hanya biaya pemakaman",
        "PP 44/2015; PP 82/2019; Permenaker 44/2015 Art. 19: funeral grant alone where there is no heir",
    ),
    Rule(
        "JKM3", "error", "amount_paid_idr", _not_the_component,
        "the amount is not the statutory amount of this JKM component for the date of death",
        "nominal bukan jumlah menurut peraturan untuk komponen JKM ini pada tanggal kematian",
        "PP 44/2015; PP 82/2019; tables/statutory_amounts.csv",
    ),
    Rule(
        "BEA1", "error", "amount_paid_idr", _no_scholarship_amount,
        "the scholarship is not one to five times a yearly amount (before 2 December 2019: not the single 12 m)",
        "beasiswa bukan satu sampai lima kali jumlah tahunan (sebelum 2 Desember 2019: bukan 12 juta sekali bayar)",
        "PP 44/2015; PP 82/2019; Permenaker 5/2021; tables/statutory_amounts.csv",
    ),
    Rule(
        "BEA2", "warning", "amount_paid_idr", _several_years,
        "the scholarship holds several years at once (arrears)",
        "beasiswa memuat beberapa tahun sekaligus (rapel)",
        "Permenaker 5/2021: rights from December 2019 were paid from April 2021",
    ),
    Rule(
        "BEA3", "error", "payment_date", is_type("BEASISWA") & (pl.col("payment_date") < SCHOLARSHIPS_PAID_FROM),
        "a scholarship for an event from 2 December 2019 was paid before scholarships were paid (1 April 2021)",
        "beasiswa untuk kejadian sejak 2 Desember 2019 dibayar sebelum beasiswa mulai dibayarkan (1 April 2021)",
        "PP 82/2019; Permenaker 5/2021",
        valid_from=PP_82_2019, dated_by="contingency_date",
    ),
    Rule(
        "BEA4", "warning", "amount_paid_idr", None,
        "the participant's scholarships in this extract are more than two children can get in a lifetime",
        "jumlah beasiswa peserta dalam berkas ini melebihi hak dua anak seumur hidup",
        "PP 82/2019: 87 m for each of two children; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKK1", "error", "amount_paid_idr", partial(_over_cap, "JKK1"),
        "the transport grant is over its cap for the date of the accident",
        "biaya transportasi melebihi batas pada tanggal kecelakaan",
        "PP 44/2015; PP 82/2019 Lampiran III; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKK2", "error", "amount_paid_idr", partial(_over_cap, "JKK2"),
        "home care is over 20 m, or for an accident before there was home care",
        "homecare melebihi 20 juta, atau untuk kecelakaan sebelum homecare berlaku",
        "PP 82/2019 Lampiran III; tables/statutory_amounts.csv",
    ),
    Rule(
        "JKK3", "warning", "amount_paid_idr", None,
        "the payments for a fatal accident are less than the least possible total (42 m)",
        "pembayaran untuk kecelakaan yang berakibat kematian kurang dari total terendah (42 juta)",
        "PP 82/2019: 20 m at least + 12 m + 10 m; tables/statutory_amounts.csv",
    ),
    Rule(
        "JP01", "error", "amount_paid_idr",
        partial(_beyond, "minimum_sen", lambda bound: amount_paid < bound),
        "the monthly pension is below the minimum of its month",
        "pensiun bulanan di bawah batas minimum bulannya",
        "PP 45/2015; tables/jp_pension_bounds.csv",
    ),
    Rule(
        "JP02", "warning", "amount_paid_idr",
        partial(_beyond, "maximum_sen", lambda bound: amount_paid > bound),
        "the monthly pension is over the maximum of its month (arrears?)",
        "pensiun bulanan di atas batas maksimum bulannya (rapel?)",
        "PP 45/2015; tables/jp_pension_bounds.csv",
    ),
    Rule(
        "JP03", "warning", "benefit_component_code", component == "JP_HARI_TUA_BERKALA",
        "a monthly old-age pension before anybody can have contributed for fifteen years (July 2030)",
        "pensiun hari tua berkala sebelum ada yang dapat mengiur lima belas tahun (Juli 2030)",
        "PP 45/2015: 15 years from July 2015",
        valid_to=date(2030, 6, 30),
    ),
    Rule(
        "JHT1", "warning", "benefit_component_code", None,
        "the claim has more than one partial payment (10 % or 30 %), which can be had once",
        "klaim ini memiliki lebih dari satu pembayaran sebagian (10 % atau 30 %), padahal hanya boleh sekali",
        "PP 46/2015",
    ),
)  # fmt: skip
