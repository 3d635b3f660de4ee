-- The publication before was made by a release that did not have the mart yet.
create temp view coverage_before as from mart.coverage_by_region_month_vintages limit 0;
