-- State that holds what people may not read: apart from the facts, so that no question can reach it.
-- Times are milliseconds since 1970 in UTC, money is nano-dollars.

-- What was spent under a budget in a period.
create table budget_periods (
  scope varchar(16) not null,
  subject varchar(128) not null,
  period varchar(8) not null,
  start_ms bigint not null,
  spent_nanos bigint not null,
  reserved_nanos bigint not null,
  primary key (scope, subject, period, start_ms)
);

-- What calls that are under way may cost: written before the call, gone when it is settled.
create table reservations (
  request bigint not null,
  scope varchar(16) not null,
  subject varchar(128) not null,
  period varchar(8) not null,
  start_ms bigint not null,
  node varchar(64) not null,
  at_ms bigint not null,
  nanos bigint not null,
  primary key (request, scope, subject, period)
);

-- Profiles made at run time, with their versions.
create table profile_versions (
  profile varchar(128) not null,
  version integer not null,
  at_ms bigint not null,
  author varchar(128) not null,
  deleted smallint not null,
  body varchar(65536) not null,
  primary key (profile, version)
);

-- Digest of the scripts that were applied last.
/* [jooq ignore start] */
create table schema_state (
  fingerprint varchar(64) not null
);
/* [jooq ignore stop] */
