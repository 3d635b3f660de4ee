-- Why the figures of one payment month changed after publication $first, up to publication $last: by cause, sender and file, the biggest
-- first. A month's first figures have the cause first_published; what was last shown of one that left before, and comes back, published_again:
-- a revision of such a month is held against that. So a leaving counts only where the month has not come back by $last. Changes of
-- publications made before causes, or such revisions, were recorded have not_recorded.
with shown as (
    select publication, previous_publication
    from meta.publication as p
    where exists (
        select 1 from mart.claims_by_benefit_month_vintages as v
        where v.period = $period and v.publication_from <= p.publication and coalesce(v.publication_to >= p.publication, true)
    )
),
figure as (
    from (
        select benefit_type_code, publication_from, coalesce(publication_to, (select max(publication) from meta.publication)) as publication_to,
            cast(claim_count as decimal(18, 2)) as claim_count,
            cast(payment_count as decimal(18, 2)) as payment_count,
            cast(participant_count as decimal(18, 2)) as participant_count,
            amount_paid_idr
        from mart.claims_by_benefit_month_vintages
        where period = $period
    )
    unpivot (amount for measure in (claim_count, payment_count, participant_count, amount_paid_idr))
),
revised as (
    from meta.revision
    where period = $period and publication > $first and publication <= $last
      and (
          publication in (select publication from shown)
          or publication > (select max(publication) from shown where publication <= $last)
      )
),
begun as (
    select 'first_published' as cause, min(publication) as publication from shown having min(publication) > $first
    union all
    select 'published_again', max(publication) from shown where publication <= $first
    having max(publication) < $first and exists (select 1 from shown where publication > $first and publication <= $last)
),
come_back as (
    select s.publication, max(before.publication) as last_shown
    from shown as s
    join shown as before on before.publication < s.publication
    where s.publication > $first and s.publication <= $last
    group by s.publication, s.previous_publication
    having max(before.publication) < s.previous_publication
),
told as (
    select r.benefit_type_code, r.measure, c.cause, c.sender_code, c.file_name, c.sha256, c.difference
    from revised as r
    join meta.revision_cause as c using (publication, period, benefit_type_code, measure)
    union all
    select benefit_type_code, measure, 'not_recorded', null, null, null, coalesce(new_value, 0) - coalesce(old_value, 0)
    from revised
    where causes is null
    union all
    select f.benefit_type_code, f.measure, b.cause, null, null, null, f.amount
    from begun as b
    join figure as f on b.publication <= $last and b.publication between f.publication_from and f.publication_to
    union all
    select f.benefit_type_code, f.measure, 'not_recorded', null, null, null, f.amount
    from come_back as b
    join figure as f on b.publication between f.publication_from and f.publication_to
    union all
    select f.benefit_type_code, f.measure, 'not_recorded', null, null, null, -f.amount
    from come_back as b
    join figure as f on b.last_shown between f.publication_from and f.publication_to
    union all
    select benefit_type_code, measure, 'not_recorded', null, null, null, coalesce(old_value, 0) - coalesce(new_value, 0)
    from revised
    join come_back using (publication)
)
select benefit_type_code, measure, cause, sender_code, file_name, sha256, sum(difference) as difference
from told
where benefit_type_code = coalesce($benefit_type, benefit_type_code)
group by benefit_type_code, measure, cause, sender_code, file_name, sha256
having sum(difference) <> 0
order by benefit_type_code, measure, abs(sum(difference)) desc, cause, sender_code, file_name, sha256;
