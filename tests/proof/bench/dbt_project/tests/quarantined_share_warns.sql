{{ config(severity = 'warn') }} select * from {{ ref('ledger') }} where quarantined > 0.05 * rows_read or accepted < 1
