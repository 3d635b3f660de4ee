select cause, place, sentence_en, sentence_id from meta.cause order by place;
