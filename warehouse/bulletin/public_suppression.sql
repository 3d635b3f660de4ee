-- What protection costs: cells by table and mark.
select table_name, mark, cell_count, cell_share_percent from meta.suppression order by table_name, mark;
