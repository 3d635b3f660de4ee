-- Sen to rupiah without a float between: DECIMAL / INTEGER would be one. Holds every 64-bit sen; a narrower column refuses
-- what it cannot hold rather than rounds it.
create temp macro rupiah(sen) as
    cast(cast(sen as decimal(19, 0)) * cast(0.01 as decimal(3, 2)) as decimal(20, 2));
