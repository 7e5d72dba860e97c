-- State that holds what people may not read: apart from the facts, so that no question can reach it.
-- Times are milliseconds since 1970 in UTC, 0 in a time that need not be is never; money is nano-dollars.

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

-- Centres that prompts are placed among; the highest number is in force from its time on. body is
-- Base64 of their bytes, encoder and revision say what is in it, prompts how many had been seen.
create table prompt_clusters (
  number integer not null primary key,
  from_ms bigint not null,
  prompts bigint not null,
  encoder varchar(128) not null,
  revision varchar(64) not null,
  body varchar(65536) not null
);

-- How often each part of what all processes hold in memory was changed, so that the others see that it was.
create table changes (
  part varchar(16) not null primary key,
  revision bigint not null
);

-- The processes that share this database on a server. Of those that live no two have the same number;
-- times are by the clock of the server.
create table nodes (
  number integer not null primary key,
  -- random, another one at each start
  id varchar(32) not null,
  name varchar(128) not null,
  host varchar(256) not null,
  address varchar(256) not null,
  version varchar(64) not null,
  -- revision of the configuration that it serves
  config varchar(64) not null,
  -- whether it does what is done once
  leads smallint not null,
  started_ms bigint not null,
  seen_ms bigint not null,
  -- when it ended in good order
  left_ms bigint not null
);

-- Canaries that a guard has ended, by a digest of their configuration: they are ended on all nodes.
create table canary_stops (
  trial varchar(64) not null primary key,
  at_ms bigint not null,
  guard varchar(16) not null,
  text varchar(512) not null
);

-- Keys made at run time. settings is JSON: what the key may use, take and spend.
create table access_keys (
  id varchar(32) not null primary key,
  label varchar(128) not null,
  role varchar(16) not null,
  project varchar(128) not null,
  settings varchar(65536) not null,
  created_ms bigint not null,
  created_by varchar(128) not null,
  expires_ms bigint not null,
  revoked_ms bigint not null,
  constraint access_keys_label unique (label)
);

-- The secrets of a key: one, or two while one takes the place of the other. hash is keyed.
create table access_secrets (
  hash varchar(64) not null primary key,
  key_id varchar(32) not null,
  prefix varchar(16) not null,
  last4 varchar(4) not null,
  created_ms bigint not null,
  expires_ms bigint not null
);
create index access_secrets_by_key on access_secrets (key_id);

-- Keys for providers that a key brings, sealed.
create table access_credentials (
  key_id varchar(32) not null,
  provider varchar(128) not null,
  sealed varchar(16384) not null,
  primary key (key_id, provider)
);

-- People. password is a PHC string of argon2id; empty for those who come from elsewhere only.
create table access_users (
  name varchar(128) not null primary key,
  role varchar(16) not null,
  password varchar(512) not null,
  origin varchar(512) not null,
  created_ms bigint not null,
  created_by varchar(128) not null,
  disabled_ms bigint not null
);

-- Sessions of people. hash is keyed.
create table access_sessions (
  hash varchar(64) not null primary key,
  user_name varchar(128) not null,
  created_ms bigint not null,
  seen_ms bigint not null,
  address varchar(64) not null
);
create index access_sessions_by_user on access_sessions (user_name);

-- Who did what. Each row holds the hash of the one before it, so that none can be taken out.
create table audit_log (
  id bigint not null primary key,
  at_ms bigint not null,
  actor varchar(128) not null,
  address varchar(64) not null,
  action varchar(64) not null,
  target varchar(256) not null,
  detail varchar(4096) not null,
  outcome varchar(64) not null,
  request_id varchar(128) not null,
  before_hash varchar(64) not null,
  after_hash varchar(64) not null,
  previous_hash varchar(64) not null,
  hash varchar(64) not null
);

-- What the portal shows beside its charts is found by what was done.
create index audit_log_by_action on audit_log (action, at_ms);

-- Pages of the portal that people keep: a page with the filters of its address. owner is the label
-- of whoever keeps it, empty text where the gateway is open.
create table saved_views (
  id varchar(32) not null primary key,
  owner varchar(128) not null,
  name varchar(80) not null,
  page varchar(64) not null,
  query varchar(2000) not null,
  shared smallint not null,
  saved_ms bigint not null,
  constraint saved_views_name unique (owner, page, name)
);
create index saved_views_shared on saved_views (shared, saved_ms);

-- The keys that secrets are sealed with, wrapped by a master key that is not in here.
create table vault_keys (
  number integer not null primary key,
  -- which master key wraps it
  master varchar(16) not null,
  wrapped varchar(256) not null,
  at_ms bigint not null
);

-- Providers and virtual gateways made at run time. settings is JSON without secrets, secrets is
-- sealed by the vault. What was deleted stays, without its secrets, as records name it.
create table registrations (
  -- provider or gateway
  kind varchar(16) not null,
  id varchar(64) not null,
  created_ms bigint not null,
  changed_ms bigint not null,
  -- 0 while it is there
  deleted_ms bigint not null,
  author varchar(128) not null,
  settings varchar(65536) not null,
  secrets varchar(65536) not null,
  primary key (kind, id)
);

-- Which scripts were applied last: a digest of them, the number of the last one, and the lowest number that a
-- program must know to go on with the database.
/* [jooq ignore start] */
create table schema_state (
  fingerprint varchar(64) not null,
  version integer not null,
  least integer not null
);
/* [jooq ignore stop] */
