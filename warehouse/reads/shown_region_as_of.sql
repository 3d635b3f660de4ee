from mart.claims_region_as_of($number);
