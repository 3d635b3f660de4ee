insert into shown_month (publication, period, is_held, senders_expected, senders_received)
values (:publication, :period, :is_held, :senders_expected, :senders_received);
