
    

    create  table
      "candidate"."main"."quarantine__dbt_tmp"
  
    
    as (
      -- Grain: one line and one code, without a word of what stood there.
select line_no, filename, extract_period, outcome, sen, rule.code, rule.severity
from "candidate"."main"."outcomes",
    (values ('ID01', 'error', (1::ubigint << 0)), ('ID02', 'error', (1::ubigint << 1)), ('ID03', 'error', (1::ubigint << 2)), ('ID04', 'warning', (1::ubigint << 3)), ('ID05', 'error', (1::ubigint << 4)), ('PR01', 'error', (1::ubigint << 5)), ('PR02', 'error', (1::ubigint << 6)), ('PR03', 'error', (1::ubigint << 7)), ('PR04', 'error', (1::ubigint << 8)), ('SG01', 'error', (1::ubigint << 9)), ('SG02', 'error', (1::ubigint << 10)), ('SG03', 'warning', (1::ubigint << 11)), ('DT01', 'error', (1::ubigint << 12)), ('DT02', 'error', (1::ubigint << 13)), ('DT03', 'error', (1::ubigint << 14)), ('DT04', 'error', (1::ubigint << 15)), ('DT05', 'error', (1::ubigint << 16)), ('DT06', 'warning', (1::ubigint << 17)), ('DT07', 'warning', (1::ubigint << 18)), ('AM01', 'error', (1::ubigint << 19)), ('AM02', 'error', (1::ubigint << 20)), ('PT01', 'error', (1::ubigint << 21)), ('PT02', 'warning', (1::ubigint << 22)), ('ST01', 'warning', (1::ubigint << 23)), ('ST02', 'error', (1::ubigint << 24)), ('KP01', 'warning', (1::ubigint << 25)), ('NP01', 'warning', (1::ubigint << 26)), ('NK01', 'error', (1::ubigint << 27)), ('NK02', 'warning', (1::ubigint << 28)), ('NK03', 'warning', (1::ubigint << 29)), ('NK04', 'error', (1::ubigint << 30)), ('NK05', 'warning', (1::ubigint << 31)), ('RG01', 'error', (1::ubigint << 32)), ('RG02', 'warning', (1::ubigint << 33)), ('BR01', 'warning', (1::ubigint << 34)), ('JKP1', 'error', (1::ubigint << 35)), ('JKP2', 'error', (1::ubigint << 36)), ('JKP3', 'error', (1::ubigint << 37)), ('JKM1', 'error', (1::ubigint << 38)), ('JKM2', 'warning', (1::ubigint << 39)), ('JKM3', 'error', (1::ubigint << 40)), ('BEA1', 'error', (1::ubigint << 41)), ('BEA2', 'warning', (1::ubigint << 42)), ('BEA3', 'error', (1::ubigint << 43)), ('BEA4', 'warning', (1::ubigint << 44)), ('JKK1', 'error', (1::ubigint << 45)), ('JKK2', 'error', (1::ubigint << 46)), ('JKK3', 'warning', (1::ubigint << 47)), ('JP01', 'error', (1::ubigint << 48)), ('JP02', 'warning', (1::ubigint << 49)), ('JP03', 'warning', (1::ubigint << 50)), ('JHT1', 'warning', (1::ubigint << 51))) as rule (code, severity, bit)
where mask <> 0 and (mask & rule.bit) <> 0
    );
    
  