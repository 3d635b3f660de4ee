-- Half up, in whole numbers: a decimal divided by a count would be a float. As the internal views have it.
create temp macro average_per_claim(amount_idr, claims) as
    case when claims > 0 then cast(
        cast(
            sign(amount_idr) * ((abs(cast(cast(amount_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + claims) // (cast(claims as hugeint) * 2))
            as decimal(18, 0)
        ) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
    ) end;
