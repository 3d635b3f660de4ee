-- Every publication up to this file's own, and the one before each.
select publication, previous_publication from meta.publication order by publication;
