-- The relations of mart that this file has: what an earlier release published has fewer.
select table_name from information_schema.tables where table_catalog = current_database() and table_schema = 'mart' order by table_name;
