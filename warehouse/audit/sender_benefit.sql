-- What the original payments of each sender look like, by benefit type, beside those of the twelve months before.
-- Grain: one row per sender, extract period and benefit type that the sender had in it or in one of the twelve months before.
-- log_mean, log_sd: of the amounts' logarithms; NULL below thirty lines.
create table audit.sender_benefit as
with profile as (
    select sender_code, period, json_extract(json_extract_string(evidence, '$.profile'), '$.kinds') as kinds
    from meta.ledger
    where contract = 'claims' and json_extract_string(evidence, '$.profile') is not null
),
named as (
    select sender_code, period, kinds, unnest(json_keys(kinds)) as benefit_type_code
    from profile
),
figure as (
    select sender_code, period, benefit_type_code, json_extract(kinds, '$.' || benefit_type_code) as told
    from named
),
delivered as (
    select
        sender_code,
        period,
        benefit_type_code,
        sum(cast(json_extract(told, '$.lines') as bigint)) as lines,
        max_by(cast(json_extract(told, '$.log_mean') as double), cast(json_extract(told, '$.lines') as bigint)) as log_mean,
        max_by(cast(json_extract(told, '$.log_sd') as double), cast(json_extract(told, '$.lines') as bigint)) as log_sd,
        max_by(cast(json_extract(told, '$.thousands') as double), cast(json_extract(told, '$.lines') as bigint)) as thousands_share,
        max_by(cast(json_extract(told, '$.millions') as double), cast(json_extract(told, '$.lines') as bigint)) as millions_share
    from figure
    group by sender_code, period, benefit_type_code
),
every as (
    select s.sender_code, s.period, s.is_new, k.benefit_type_code
    from audit.sender_month as s
    inner join (select distinct sender_code, benefit_type_code from delivered) as k using (sender_code)
    where s.days is not null
)
select
    e.*,
    coalesce(d.lines, 0) as lines,
    d.log_mean,
    d.log_sd,
    d.thousands_share,
    d.millions_share,
    median(coalesce(d.lines, 0)) over year_before as usual_lines,
    median(d.log_mean) over year_before as usual_log_mean,
    median(d.log_sd) over year_before as usual_log_sd,
    median(d.thousands_share) over year_before as usual_thousands_share,
    median(d.millions_share) over year_before as usual_millions_share,
    count(*) over year_before as months_of_history,
    count(d.log_mean) over year_before as amounts_of_history
from every as e
left join delivered as d using (sender_code, period, benefit_type_code)
window year_before as (
    partition by e.sender_code, e.benefit_type_code order by e.period
    range between interval 12 months preceding and interval 1 month preceding
)
order by e.period, e.sender_code, e.benefit_type_code;
