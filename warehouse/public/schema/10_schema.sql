-- The public file: figures of which none tells of a few people. Filled only from what was protected (transforms/disclosure).
create schema mart;
create schema meta;
