insert into meta.estimate_rule select rule, value, sentence, source from incoming_estimate_rules order by rule;
