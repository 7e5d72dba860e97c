-- Who may do what. Times are milliseconds since 1970 in UTC; 0 in a time that need not be is never.

-- How often each part was changed, so that other processes see that it was.
create table access_versions (
  part varchar(16) not null primary key,
  version bigint not null
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
