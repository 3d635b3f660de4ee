insert into shown_as (publication, shows, conditions_id, inputs_seen) values (:publication, :shows, :conditions_id, :inputs_seen);
