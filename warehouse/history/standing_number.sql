select max(publication) from previous.meta.publication;
