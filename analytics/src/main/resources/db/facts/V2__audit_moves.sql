-- The audit trail is with what holds secrets, as `audit_log`, so that a change and the row that
-- tells of it are stored together or not at all.
drop table audit;
