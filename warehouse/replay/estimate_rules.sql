select rule, value, sentence, source from meta.estimate_rule;
