
    

    create  table
      "candidate"."main"."law__dbt_tmp"
  
    
    as (
      -- Lines that break what the law says of amounts: few types, few lines. Grain: a line.
with amounts as (
    select
        rule_code, benefit_type_code, benefit_component_code, dated_by,
        coalesce(valid_from, '1900-01-01')::date as valid_from, coalesce(valid_to, '9999-12-31')::date as valid_to,
        amount_idr::bigint * 100 as sen, max_count::bigint as max_count
    from read_csv('/tmp/wt/peers/transforms/tables/statutory_amounts.csv', all_varchar = true, header = true)
),
lines as (
    select * from "candidate"."main"."judged" where benefit_type in ('JKP', 'JKM', 'JKK', 'BEASISWA', 'JP') and pays and sen is not null
),
caps as (
    select
        lines.line_no,
        case amounts.rule_code when 'JKP2' then (1::ubigint << 36) when 'JKM3' then (1::ubigint << 40) when 'JKK1' then (1::ubigint << 45) else (1::ubigint << 46) end as bits
    from lines
    inner join amounts on amounts.benefit_type_code = lines.benefit_type
        and case amounts.dated_by when 'payment_date' then payment_date else contingency_date end between amounts.valid_from and amounts.valid_to
        and case
            when amounts.benefit_component_code is not null then amounts.benefit_component_code = lines.component
            else coalesce(lines.component not in (
                select other.benefit_component_code from amounts as other
                where other.rule_code = amounts.rule_code and other.valid_from = amounts.valid_from and other.valid_to = amounts.valid_to
                    and other.benefit_component_code is not null
            ), true)
        end
    where case amounts.rule_code
        when 'JKP2' then payment_type in ('original', 'reissue') and lines.sen > amounts.sen
        when 'JKM3' then payment_type = 'original' and coalesce(segment <> 'PMI', true) and lines.sen <> amounts.sen
        when 'JKK1' then payment_type = 'original' and coalesce(segment <> 'PMI', true) and lines.sen > amounts.sen
        when 'JKK2' then payment_type = 'original' and coalesce(segment <> 'PMI', true) and lines.sen > amounts.sen
        else false
    end
),
scholarships as (
    select
        line_no,
        coalesce(bool_or(amounts.sen is not null and lines.sen <= amounts.sen * amounts.max_count), false) as is_multiple,
        coalesce(bool_or(lines.sen = amounts.sen), false) as is_single
    from lines
    left join amounts on amounts.rule_code = 'BEA1' and contingency_date between amounts.valid_from and amounts.valid_to
        and (amounts.benefit_component_code is null or lines.component is null or amounts.benefit_component_code = lines.component)
        and lines.sen % amounts.sen = 0 and lines.sen >= amounts.sen
    where benefit_type = 'BEASISWA' and contingency_date is not null and payment_type = 'original' and coalesce(segment <> 'PMI', true)
    group by line_no
),
pensions as (
    select
        line_no,
        case when lines.sen < bounds.minimum_idr::bigint * 100 then (1::ubigint << 48) else (1::ubigint << 49) end as bits
    from lines
    inner join read_csv('/tmp/wt/peers/transforms/tables/jp_pension_bounds.csv', all_varchar = true, header = true) as bounds
        on payment_date between bounds.valid_from::date and coalesce(bounds.valid_to, '9999-12-31')::date
    where payment_type = 'original'
        and component in (select benefit_component_code from read_csv('/tmp/wt/peers/transforms/tables/benefit_components.csv', all_varchar = true, header = true) where benefit_type_code = 'JP' and form = 'periodic')
        and (lines.sen < bounds.minimum_idr::bigint * 100 or lines.sen > bounds.maximum_idr::bigint * 100)
),
found as (
    from caps
    union all select line_no, (1::ubigint << 41) from scholarships where not is_multiple
    union all select line_no, (1::ubigint << 42) from scholarships where is_multiple and not is_single
    union all from pensions
)
select line_no, bit_or(bits) as bits from found group by line_no
    );
    
  