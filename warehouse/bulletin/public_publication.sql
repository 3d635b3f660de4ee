-- The publication that the public file belongs to, and the rules it was protected by.
select publication, published_at, disclosure_threshold, dominance_share from meta.publication;
