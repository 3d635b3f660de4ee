select distinct period, senders_expected, senders_received from mart.claims_by_benefit_month;
