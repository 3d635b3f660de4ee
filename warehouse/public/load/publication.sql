insert into meta.publication
select $publication, $published_at, $disclosure_threshold, $dominance_share, $figures_hash, $protected_by;
