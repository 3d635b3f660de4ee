-- What the file took over of the publication before, and its hashes.
select mart, span, period, hash from taken_over;
