-- The figures as a publication showed them, by its number or by a moment at which it stood; a number never published, or a moment
-- before the first, shows nothing. Two-part names only: a catalog's name would break the macro where a client attaches the file under
-- another. Even so DuckDB looks a macro's tables up in the catalog that is in use, not in the macro's own. Macros cannot be told apart by type, so the argument goes through text: a whole number is a publication (NULL as a moment),
-- a text without a colon a date, which means the end of that day; what is neither is refused by the cast. Every call pays for this
-- text: it is measured against the live view (tests/warehouse/test_as_of.py), hence the named columns and the one look-up.
create macro mart.claims_as_of(publication) as table
    select
        v.period, v.benefit_type_code, v.benefit_type_name, v.claim_count, v.payment_count, v.participant_count, v.amount_paid_idr,
        v.senders_expected, v.senders_received, v.maturity
    from mart.claims_by_benefit_month_vintages as v
    where (
        select max(p.number)
        from (select q.publication as number, q.published_at from meta.publication as q) as p
        where p.number = try_cast(cast(publication as varchar) as bigint)
           or p.published_at <= cast(
               cast(publication as varchar)
               || case
                   when cast(publication as varchar) like '%:%' then ''
                   when try_cast(cast(publication as varchar) as bigint) is null then ' 23:59:59.999999'
               end as timestamptz
           )
    ) between v.publication_from and coalesce(v.publication_to, 9223372036854775807);

comment on macro table mart.claims_as_of is
'claims_by_benefit_month as it was shown: from mart.claims_as_of(12) by publication 12; from mart.claims_as_of(timestamptz ''2022-08-05 10:00:00+07'') at that moment; from mart.claims_as_of(date ''2022-08-05'') at the end of that day. The same as text; without an offset in the time zone of the session. Moments are compared with meta.publication.published_at. Columns as in claims_by_benefit_month. Where the file is attached under another name, say so first: attach ''claims.duckdb'' as other (read_only); use other; from mart.claims_as_of(12). Without use DuckDB looks for its tables in the file that is in use: it finds none, or, worse, those of another publication. Views and tables need no use.';
