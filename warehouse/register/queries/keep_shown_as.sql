insert into shown_as (publication, shows, conditions_id) values (:publication, :shows, :conditions_id);
