insert into left_out (publication, period, what, place, fix, gate_id)
values (:publication, :period, :what, :place, :fix, :gate_id);
