select * from {{ ref('ledger') }} where quarantined > 0.25 * rows_read
