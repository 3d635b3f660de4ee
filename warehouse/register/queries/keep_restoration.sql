insert into restoration (restored_at, number, lost) values (:restored_at, :number, :lost);
