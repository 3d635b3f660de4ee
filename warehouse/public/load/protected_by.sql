-- All columns: a file of an early release has fewer.
select * from meta.publication;
