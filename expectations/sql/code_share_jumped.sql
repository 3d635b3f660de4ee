-- Rules that far more of a sender's lines break than ever in the twelve months before: by $least of its lines more than $times the most.
select strftime(period, '%Y-%m') || ' ' || sender_code || ' ' || code as cell
from {batch}
where is_new and lines >= $min_lines and months_of_history >= $min_months and share > $least + $times * most_share
