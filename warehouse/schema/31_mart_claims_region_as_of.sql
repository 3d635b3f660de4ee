-- As claims_as_of, by region. Names of benefit types, senders and maturity of a month stand in the national vintages, which have every
-- cell that a region has; a regency has the name it has now.
create macro mart.claims_region_as_of(publication) as table
    select
        v.period, v.benefit_type_code, m.benefit_type_name, v.segment_code, v.branch_code, v.regency_code, r.regency_name,
        v.claim_count, v.payment_count, v.participant_count, v.amount_paid_idr, m.senders_expected, m.senders_received, m.maturity
    from mart.claims_by_benefit_month_region_vintages as v
    inner join (
        select max(p.number) as number
        from (select q.publication as number, q.published_at from meta.publication as q) as p
        where p.number = try_cast(cast(publication as varchar) as bigint)
           or p.published_at <= cast(
               cast(publication as varchar)
               || case
                   when cast(publication as varchar) like '%:%' then ''
                   when try_cast(cast(publication as varchar) as bigint) is null then ' 23:59:59.999999'
               end as timestamptz
           )
    ) as s on s.number between v.publication_from and coalesce(v.publication_to, 9223372036854775807)
    inner join mart.claims_by_benefit_month_vintages as m
        on m.period = v.period
        and m.benefit_type_code = v.benefit_type_code
        and s.number between m.publication_from and coalesce(m.publication_to, 9223372036854775807)
    left join meta.regency as r on r.regency_code = v.regency_code;

comment on macro table mart.claims_region_as_of is
'claims_by_benefit_month_region as it was shown, by publication number or by a moment, as in claims_as_of: from mart.claims_region_as_of(12). Columns as in claims_by_benefit_month_region; regency_name is the name of today. Where the file is attached under another name, say so first, as in claims_as_of: use other; from mart.claims_region_as_of(12).';
