insert into left_out (publication, period, what, place, fix)
values (:publication, :period, :what, :place, :fix);
