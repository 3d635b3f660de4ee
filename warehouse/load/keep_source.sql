-- What the next publication is told of this one; hashes of what was made again follow (seal/keep_hashes.sql).
delete from meta.figure_source;
insert into meta.figure_source
select mart, span, period, now.source_id, now.state, t.hash
from source_now as now
left join taken_over as t using (mart, span, period)
order by mart, span, period;

delete from meta.file_origin;
insert into meta.file_origin
select $release_id, $names_id, $publications_on, count(*) from duckdb_columns() where database_name = current_database();
