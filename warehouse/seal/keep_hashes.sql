update meta.figure_source as kept
set hash = own.hash
from incoming_hashes as own
where own.mart = kept.mart and own.span = kept.span and own.period = kept.period;
