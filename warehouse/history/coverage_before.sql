create temp view coverage_before as from previous.mart.coverage_by_region_month_vintages;
