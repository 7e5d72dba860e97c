-- State that holds what people may not read: apart from the facts, so that no question can reach it.
-- Times are milliseconds since 1970 in UTC, money is nano-dollars.

-- What was spent under a budget in a period. warned is ok, warning or exhausted:
-- of what people were told.
create table budget_periods (
  scope varchar(16) not null,
  subject varchar(128) not null,
  period varchar(8) not null,
  start_ms bigint not null,
  spent_nanos bigint not null,
  reserved_nanos bigint not null,
  warned varchar(16) not null,
  primary key (scope, subject, period, start_ms)
);

-- What calls that are under way may cost: written before the call, gone when it is settled.
create table reservations (
  request bigint not null,
  scope varchar(16) not null,
  subject varchar(128) not null,
  period varchar(8) not null,
  start_ms bigint not null,
  nanos bigint not null,
  primary key (request, scope, subject, period)
);

-- The requests that reservations are of: enough to make a record of one that no record was made of.
create table reserved_requests (
  request bigint not null primary key,
  at_ms bigint not null,
  request_id varchar(128) not null,
  endpoint varchar(64) not null,
  app varchar(128) not null,
  key_label varchar(128) not null,
  project varchar(128) not null,
  source varchar(128) not null,
  session_id varchar(256) not null,
  requested_model varchar(256) not null,
  stream smallint not null,
  profile varchar(128) not null,
  task varchar(128) not null,
  decision_id varchar(64) not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  -- NULL where there is no price
  input_cost bigint,
  output_cost bigint
);
create index reserved_requests_by_time on reserved_requests (at_ms);

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
