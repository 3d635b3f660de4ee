"""The columns of the contract by what they hold. No engine is imported here: a correction is checked against them before any is."""

EVENT_DATES = ("contingency_date", "submission_date", "determination_date")
DATES = (*EVENT_DATES, "payment_date")
# Coded column -> the name of what its own text says; what the line is about is worked out from these.
CODED = {
    "programme_code": "programme_named",
    "benefit_type_code": "benefit_named",
    "benefit_component_code": "benefit_component_code",
    "segment_code": "segment_code",
    "regency_code": "regency_code",
    "branch_code": "branch_named",
    "status": "status",
    "payment_type": "payment_type_named",
}
# Coded column -> the table and column that define its codes.
CODED_COLUMNS = {
    "programme_code": ("programmes", "programme_code"),
    "benefit_type_code": ("benefit_types", "benefit_type_code"),
    "benefit_component_code": ("benefit_components", "benefit_component_code"),
    "segment_code": ("segments", "segment_code"),
    "status": ("statuses", "status"),
    "payment_type": ("payment_types", "payment_type"),
    "regency_code": ("regions", "regency_code"),
    "branch_code": ("branches", "branch_code"),
}
