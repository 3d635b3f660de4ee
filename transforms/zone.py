"""The clock that the agency's days are counted by. No engine is imported here: the schedule asks, too."""

# Western Indonesian Time (WIB), that of the headquarters in Jakarta: Keppres 41/1987, which parts the country into three zones.
AGENCY_ZONE = "Asia/Jakarta"
# As files name the time that nobody's clock in Indonesia shows.
UTC_NAMES = frozenset({"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "Etc/GMT0"})
