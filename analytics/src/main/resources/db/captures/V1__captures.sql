-- Prompts and answers, where the configuration asks for them. In a file of their own: they go sooner
-- than the facts, and no question can reach them.
create table captures (
  request bigint not null,
  -- client_request, provider_request, provider_answer, client_answer
  stage varchar(24) not null,
  -- the attempt it belongs to, from 1; 0 for the client's own side
  number integer not null,
  at_ms bigint not null,
  content_type varchar(128) not null,
  bytes bigint not null,
  truncated smallint not null,
  redactions integer not null,
  -- fields that the stage did not carry over, a JSON array
  unmapped varchar(4096) not null,
  body bytea not null,
  primary key (request, stage, number)
);
create index captures_by_time on captures (at_ms);

-- Answers of the Responses API that any node may continue, where they are kept in the database. body is
-- sealed: the conversation before the answer, the answer, and who gave it. bytes is its size before that.
create table conversations (
  id varchar(256) not null,
  -- label of the key it was asked with: nobody else finds it
  owner varchar(128) not null,
  at_ms bigint not null,
  bytes bigint not null,
  body bytea not null,
  primary key (id, owner)
);
create index conversations_by_time on conversations (at_ms);

-- Which scripts were applied last: a digest of them, the number of the last one, and the lowest number that a
-- program must know to go on with the database.
/* [jooq ignore start] */
create table schema_state (
  fingerprint varchar(64) not null,
  version integer not null,
  least integer not null
);
/* [jooq ignore stop] */
