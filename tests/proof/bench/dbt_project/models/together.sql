-- What several lines say together. Grain: a line and a rule.
with lines as (
    select filename, line_no, claim_id, participant, membership, benefit_type, component, payment_type, segment, contingency_date, sen, has_nik, ends_in_0
    from {{ sound() }}
),
rare as (select * from lines where benefit_type <> 'JHT'),
months as (
    select line_no from rare where benefit_type = 'JKP' and payment_type = 'original'
    qualify count(*) over (partition by filename, claim_id) > 6
),
partials as (
    select line_no from lines where benefit_type = 'JHT' and payment_type = 'original' and component in ('JHT_10', 'JHT_30')
    qualify count(*) over (partition by filename, claim_id) > 1
),
scholarships as (
    select line_no from rare where benefit_type = 'BEASISWA' and {{ by_law() }} and participant is not null
    qualify sum(sen) over (partition by filename, participant) > 17400000000
),
grants as (
    select
        line_no, membership, sum(sen) over claim as paid,
        case when min(contingency_date) over claim >= date '2019-12-02' then 4200000000 when min(contingency_date) over claim < date '2019-12-02' then 2400000000 end as due,
        case when min(contingency_date) over claim >= date '2019-12-02' then 1000000000 when min(contingency_date) over claim < date '2019-12-02' then 300000000 end as funeral
    from rare where benefit_type = 'JKM' and {{ by_law() }}
    window claim as (partition by filename, claim_id, membership)
),
injuries as (
    select line_no, contingency_date, sum(sen) over claim as paid, bool_or(component = 'JKK_SANTUNAN_KEMATIAN') over claim as is_fatal, min(contingency_date) over claim as event
    from rare where benefit_type = 'JKK' and {{ by_law() }}
    window claim as (partition by filename, claim_id)
),
niks as (
    select filename, count(distinct participant) as n, count(distinct participant) filter (ends_in_0) / count(distinct participant) as share
    from lines where has_nik group by filename
),
spoiled as (
    select filename from niks where share > 0.1
    and n * (share * ln(share / 0.1) + case when share < 1 then (1 - share) * ln((1 - share) / 0.9) else 0 end) > ln(2e6)
)
select line_no, {{ bit('JKP3') }} as bits from months
union all select line_no, {{ bit('JHT1') }} from partials
union all select line_no, {{ bit('BEA4') }} from scholarships
union all select line_no, {{ bit('JKM1') }} from grants where paid > due and not (membership is null and paid % due = 0)
union all select line_no, {{ bit('JKM2') }} from grants where paid < due and paid <> funeral
union all select line_no, {{ bit('JKK3') }} from injuries where is_fatal and event >= date '2019-12-02' and paid < 4200000000
union all select line_no, {{ bit('NK05') }} from lines inner join spoiled using (filename) where has_nik and ends_in_0
