from mart.claims_as_of($number);
