-- As benefit_month_vintages, for the figures by region, of the months that are not taken over.
insert into mart.claims_by_benefit_month_region_vintages
with anew as (
    select period from fresh where mart = 'claims_by_benefit_month_region'
),
shown as (
    select
        period, benefit_type_code, segment_code, branch_code, regency_code,
        claim_count, payment_count, participant_count, amount_paid_idr
    from mart.claims_by_benefit_month_region
    where period in (from anew)
),
before as (
    from previous.mart.claims_by_benefit_month_region_vintages where period in (from anew)
)
select * from before where publication_to is not null
union all
select before.* replace (case when now.period is null then $previous_number end as publication_to)
from before
left join shown as now
    on now.period = before.period
    and now.benefit_type_code = before.benefit_type_code
    and now.segment_code is not distinct from before.segment_code
    and now.branch_code is not distinct from before.branch_code
    and now.regency_code is not distinct from before.regency_code
    and now.claim_count is not distinct from before.claim_count
    and now.payment_count is not distinct from before.payment_count
    and now.participant_count is not distinct from before.participant_count
    and now.amount_paid_idr is not distinct from before.amount_paid_idr
where before.publication_to is null
union all
(
    select *, cast($number as bigint), cast(null as bigint)
    from (
        from shown
        except all
        select * exclude (publication_from, publication_to)
        from before
        where publication_to is null
    )
)
order by period, benefit_type_code, segment_code, branch_code, regency_code, publication_from;
