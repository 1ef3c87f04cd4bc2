//! Messages become conversations: duplicates out, parts joined, people told apart, waits opened and closed.
