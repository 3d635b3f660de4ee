
    

    create  table
      "candidate"."main"."together__dbt_tmp"
  
    
    as (
      -- What several lines say together. Grain: a line and a rule.
with lines as (
    select filename, line_no, claim_id, participant, membership, benefit_type, component, payment_type, segment, contingency_date, sen, has_nik, ends_in_0
    from 
(
    select judged.* from "candidate"."main"."judged" as judged
    left join "candidate"."main"."law" as law using (line_no)
    left join "candidate"."main"."same" as same using (line_no)
    where pays and ((judged.mask | coalesce(law.bits, 0::ubigint)) & ((1::ubigint << 0) | (1::ubigint << 1) | (1::ubigint << 2) | (1::ubigint << 4) | (1::ubigint << 5) | (1::ubigint << 6) | (1::ubigint << 7) | (1::ubigint << 8) | (1::ubigint << 9) | (1::ubigint << 10) | (1::ubigint << 12) | (1::ubigint << 13) | (1::ubigint << 14) | (1::ubigint << 15) | (1::ubigint << 16) | (1::ubigint << 19) | (1::ubigint << 20) | (1::ubigint << 21) | (1::ubigint << 24) | (1::ubigint << 27) | (1::ubigint << 30) | (1::ubigint << 32) | (1::ubigint << 35) | (1::ubigint << 36) | (1::ubigint << 37) | (1::ubigint << 38) | (1::ubigint << 40) | (1::ubigint << 41) | (1::ubigint << 43) | (1::ubigint << 45) | (1::ubigint << 46) | (1::ubigint << 48))) = 0 and same.bits is null
)

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
    select line_no from rare where benefit_type = 'BEASISWA' and payment_type = 'original' and coalesce(segment <> 'PMI', true) and participant is not null
    qualify sum(sen) over (partition by filename, participant) > 17400000000
),
grants as (
    select
        line_no, membership, sum(sen) over claim as paid,
        case when min(contingency_date) over claim >= date '2019-12-02' then 4200000000 when min(contingency_date) over claim < date '2019-12-02' then 2400000000 end as due,
        case when min(contingency_date) over claim >= date '2019-12-02' then 1000000000 when min(contingency_date) over claim < date '2019-12-02' then 300000000 end as funeral
    from rare where benefit_type = 'JKM' and payment_type = 'original' and coalesce(segment <> 'PMI', true)
    window claim as (partition by filename, claim_id, membership)
),
injuries as (
    select line_no, contingency_date, sum(sen) over claim as paid, bool_or(component = 'JKK_SANTUNAN_KEMATIAN') over claim as is_fatal, min(contingency_date) over claim as event
    from rare where benefit_type = 'JKK' and payment_type = 'original' and coalesce(segment <> 'PMI', true)
    window claim as (partition by filename, claim_id)
),
spoiled as (
    select filename from lines group by filename
    having count(*) filter (has_nik) >= 50 and count(*) filter (has_nik and ends_in_0) > 0.9 * count(*) filter (has_nik)
)
select line_no, (1::ubigint << 37) as bits from months
union all select line_no, (1::ubigint << 51) from partials
union all select line_no, (1::ubigint << 44) from scholarships
union all select line_no, (1::ubigint << 38) from grants where paid > due and not (membership is null and paid % due = 0)
union all select line_no, (1::ubigint << 39) from grants where paid < due and paid <> funeral
union all select line_no, (1::ubigint << 47) from injuries where is_fatal and event >= date '2019-12-02' and paid < 4200000000
union all select line_no, (1::ubigint << 31) from lines inner join spoiled using (filename) where has_nik and ends_in_0
    );
    
  