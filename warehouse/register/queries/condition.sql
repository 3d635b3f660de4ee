select conditions_id, fingerprint, schema_id, maturity_months, release from condition where conditions_id = ?
