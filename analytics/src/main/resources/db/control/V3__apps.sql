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
