select part_id, other_id, lines from overlap order by rowid;
