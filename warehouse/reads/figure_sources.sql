select period, source_id from meta.figure_source where mart = 'claims_by_benefit_month_region';
