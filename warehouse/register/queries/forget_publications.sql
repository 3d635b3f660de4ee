delete from publication where number > :number;
