-- The figures as publication N showed them; a number never published shows nothing. Two-part names only: a catalog's name
-- would break the macro where a client attaches the file under another.
create macro mart.claims_as_of(publication) as table
    select v.* exclude (publication_from, publication_to)
    from mart.claims_by_benefit_month_vintages as v
    where v.publication_from <= publication
      and coalesce(v.publication_to >= publication, true)
      and publication <= (select max(p.publication) from meta.publication as p);

comment on macro table mart.claims_as_of is
'claims_by_benefit_month as publication N showed it: from mart.claims_as_of(N). Columns as in claims_by_benefit_month.';
