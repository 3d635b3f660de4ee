{{ config(severity = 'warn') }} select count(participant) / count(*) as share from {{ ref('accepted') }} having share < 0.9
