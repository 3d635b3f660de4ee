-- Closed rows stay; a standing row stays open where the row shown is still the same, else it is closed; what changed opens a row.
insert into mart.claims_by_benefit_month_vintages
select * from previous.mart.claims_by_benefit_month_vintages where publication_to is not null
union all
select before.* replace (case when now.period is null then $previous_number end as publication_to)
from previous.mart.claims_by_benefit_month_vintages as before
left join mart.claims_by_benefit_month as now
    on now.period = before.period
    and now.benefit_type_code = before.benefit_type_code
    and now.benefit_type_name is not distinct from before.benefit_type_name
    and now.claim_count is not distinct from before.claim_count
    and now.payment_count is not distinct from before.payment_count
    and now.participant_count is not distinct from before.participant_count
    and now.amount_paid_idr is not distinct from before.amount_paid_idr
    and now.senders_expected is not distinct from before.senders_expected
    and now.senders_received is not distinct from before.senders_received
    and now.maturity = before.maturity
where before.publication_to is null
union all
(
    select *, cast($number as bigint), cast(null as bigint)
    from (
        from mart.claims_by_benefit_month
        except all
        select * exclude (publication_from, publication_to)
        from previous.mart.claims_by_benefit_month_vintages
        where publication_to is null
    )
)
order by period, benefit_type_code, publication_from;
