select period, is_held, senders_expected, senders_received from shown_month where publication = :publication order by period;
