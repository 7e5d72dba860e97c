-- Facts of requests. One script for SQLite and PostgreSQL: portable types only.
-- Times are milliseconds since 1970 in UTC, money is nano-dollars, flags are 0 or 1.
-- Empty text stands for "not given", but for projects and sources, where "(unattributed)" does; NULL stands
-- for "not known".
-- Ids of requests and decisions grow with time: see dev.signalbox.analytics.record.FactIds.

-- One row for every accepted request, whatever became of it.
create table fact_requests (
  id bigint not null primary key,
  -- the id that the client knows; a client that sets x-request-id may use one twice
  request_id varchar(128) not null,
  at_ms bigint not null,
  node varchar(64) not null,
  -- who asked
  endpoint varchar(64) not null,
  app varchar(128) not null,
  key_label varchar(128) not null,
  project varchar(128) not null,
  source varchar(128) not null,
  session_id varchar(256) not null,
  -- with commas between
  tags varchar(768) not null,
  -- for what
  profile varchar(128) not null,
  task varchar(128) not null,
  requested_model varchar(256) not null,
  stream smallint not null,
  decision_id varchar(64) not null,
  -- who answered; the answered model is the one that the provider says it was
  provider varchar(128) not null,
  model varchar(256) not null,
  answered_model varchar(256) not null,
  -- how it ended
  status integer not null,
  outcome varchar(64) not null,
  result varchar(16) not null,
  error_class varchar(64) not null,
  error_text varchar(512) not null,
  attempts integer not null,
  losses integer not null,
  -- tokens of all attempts; exact is 0 where a part is an estimate
  input_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  output_tokens bigint not null,
  reasoning_tokens bigint not null,
  usage_exact smallint not null,
  usage_consistent smallint not null,
  -- cost of all attempts, NULL where something has no price; wasted is the part of attempts that did not answer
  cost_nanos bigint,
  wasted_nanos bigint not null,
  estimated_nanos bigint,
  cost_exact smallint not null,
  -- how long it took, in milliseconds; -1 where there was none
  total_ms bigint not null,
  first_byte_ms bigint not null,
  gateway_us bigint not null
);
create index fact_requests_by_time on fact_requests (at_ms);
create index fact_requests_by_request_id on fact_requests (request_id);
create index fact_requests_by_project on fact_requests (project, id);
create index fact_requests_by_source on fact_requests (source, id);
-- What most requests have in common finds none of them, and would be written for each.
-- Classes of errors are counted from the index alone.
create index fact_requests_by_result on fact_requests (result, id, at_ms, error_class)
  where result <> 'ok';
create index fact_requests_by_key on fact_requests (key_label, id) where key_label <> '';
create index fact_requests_by_session on fact_requests (session_id, id) where session_id <> '';

-- One row for every attempt of a request, numbered from 1.
create table fact_attempts (
  request bigint not null,
  number integer not null,
  at_ms bigint not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  answered_model varchar(256) not null,
  key_label varchar(128) not null,
  status integer not null,
  outcome varchar(64) not null,
  fault varchar(64) not null,
  phase varchar(32) not null,
  hedge smallint not null,
  -- how long until it had a connection and until its first piece came, in milliseconds; -1 where it never did
  connect_ms bigint not null,
  first_token_ms bigint not null,
  total_ms bigint not null,
  -- how long the provider asked to be left alone; -1 where it did not
  retry_after_ms bigint not null,
  -- what is known of its cost: none, reported or estimated
  charge varchar(16) not null,
  service_tier varchar(16) not null,
  input_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  cache_write_hour_tokens bigint not null,
  audio_input_tokens bigint not null,
  output_tokens bigint not null,
  reasoning_tokens bigint not null,
  audio_output_tokens bigint not null,
  -- NULL where something has no price; the parts add up to it
  cost_nanos bigint,
  input_cost bigint,
  cache_read_cost bigint,
  cache_write_cost bigint,
  cache_write_hour_cost bigint,
  audio_input_cost bigint,
  output_cost bigint,
  reasoning_cost bigint,
  audio_output_cost bigint,
  price varchar(32),
  -- whose price that is: the id of a card
  priced_as varchar(256) not null,
  primary key (request, number)
);
create index fact_attempts_by_time on fact_attempts (at_ms);

-- Every price that a cost was computed with, once: the id is a digest of what it says.
create table price_rows (
  id varchar(32) not null primary key,
  tier varchar(16) not null,
  input_nanos bigint,
  output_nanos bigint,
  cache_read_nanos bigint,
  cache_write_nanos bigint,
  cache_write_hour_nanos bigint,
  reasoning_nanos bigint,
  audio_input_nanos bigint,
  audio_output_nanos bigint,
  holds_from varchar(10),
  price_window varchar(64),
  above_input_tokens bigint,
  source varchar(256) not null,
  confidence varchar(16) not null,
  as_of varchar(10) not null
);

-- Fields that were dropped or changed on the way to a provider.
create table fact_losses (
  request bigint not null,
  number integer not null,
  field varchar(256) not null,
  kind varchar(32) not null,
  primary key (request, number)
);

-- What the guard found in a request.
create table fact_findings (
  request bigint not null,
  number integer not null,
  rule varchar(64) not null,
  category varchar(32) not null,
  field varchar(256) not null,
  action varchar(32) not null,
  primary key (request, number)
);

-- Decisions, with what they were made from.
create table fact_decisions (
  id bigint not null primary key,
  decision_id varchar(64) not null,
  request bigint,
  at_ms bigint not null,
  mode varchar(16) not null,
  -- canary where the policy on trial decided; empty text where the one in force did
  policy varchar(16) not null default '',
  asker varchar(128) not null,
  requested_model varchar(256) not null,
  profile varchar(128) not null,
  task varchar(128) not null,
  -- kind of task that the answer is judged as
  family varchar(32) not null,
  -- of the prompt; -1 where it is not known
  -- the nearest cluster of prompts, -1 where none is known; and all near ones with their shares, packed
  cluster integer not null,
  cluster_mix bigint not null,
  project varchar(128) not null,
  source varchar(128) not null,
  candidates integer not null,
  planned integer not null,
  chosen_provider varchar(128) not null,
  chosen_model varchar(256) not null,
  runner_up varchar(400) not null,
  micros bigint not null,
  served varchar(400) not null,
  attempts integer not null,
  result varchar(64) not null,
  -- probability, in millionths, that who answered was the first of the plan; -1 where it was not
  propensity integer not null,
  -- what it was made on: ids of the configuration, catalog, prices, quality and health, with spaces between
  revisions varchar(330) not null,
  -- the question and the plan, compressed JSON
  body bytea not null
);
create index fact_decisions_by_decision_id on fact_decisions (decision_id);
create index fact_decisions_by_asker on fact_decisions (asker, id) where asker <> '';

-- What the policy on trial would have decided of requests that the one in force decided.
create table fact_shadows (
  -- that of the decision in force
  id bigint not null primary key,
  at_ms bigint not null,
  decision_id varchar(64) not null,
  -- names the policy on trial
  revision varchar(64) not null,
  project varchar(128) not null,
  task varchar(128) not null,
  profile varchar(128) not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  -- empty text where nobody might have answered
  trial_provider varchar(128) not null,
  trial_model varchar(256) not null,
  moved smallint not null,
  -- what is expected of the second, less what is expected of the first; quality in billionths
  delta_nanos bigint not null,
  delta_ms bigint not null,
  delta_quality bigint not null
);
create index fact_shadows_by_revision on fact_shadows (revision, id);

-- Parts of the snapshots that decisions were made on, each once, as compressed JSON.
create table snapshot_parts (
  kind varchar(16) not null,
  revision varchar(64) not null,
  -- when a decision last referred to it, right to two hours
  at_ms bigint not null,
  -- revision of the whole part that this one is only the difference to; empty where it is whole
  base varchar(64) not null,
  body bytea not null,
  primary key (kind, revision)
);
create index snapshot_parts_by_time on snapshot_parts (at_ms);

-- Quality signals: rows are only ever added, and what holds is what they come to.
create table fact_signals (
  id bigint not null primary key,
  at_ms bigint not null,
  -- signal: says something of an answer; revoked: takes a signal back; alarm: a model got worse
  kind varchar(16) not null,
  -- the signal that the row belongs to: the id of its first row; of alarms a digest of what they say
  signal bigint not null,
  -- 0; of two answers compared, the worse is 1
  part smallint not null,
  state varchar(16) not null,
  reason varchar(64) not null,
  -- what it is about, as the reporter named it
  decision_id varchar(64) not null,
  request bigint,
  request_id varchar(128) not null,
  session_id varchar(256) not null,
  better varchar(64) not null,
  worse varchar(64) not null,
  -- the answer, once it is known; the family is empty text until then
  asker varchar(128) not null,
  project varchar(128) not null,
  source varchar(128) not null,
  task varchar(128) not null,
  family varchar(32) not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  cluster integer not null,
  cluster_mix bigint not null,
  decided_at_ms bigint,
  -- who reported what
  reporter varchar(32) not null,
  reported_by varchar(128) not null,
  -- whose answers the reporter may speak of beside its own: * for all, else a project
  reach varchar(128) not null,
  name varchar(64) not null,
  -- how good the answer was, from 0 to 1, and how much that counts
  value double precision,
  stated double precision,
  weight double precision not null,
  confidence double precision not null,
  samples bigint not null,
  -- shares from 0 to 1; NULL where the signal says nothing of them
  outcome varchar(16) not null,
  acceptance double precision,
  edit_distance double precision,
  parse_success double precision,
  error double precision,
  governance_violation double precision,
  observed_at_ms bigint,
  idempotency_key varchar(128) not null,
  supersedes bigint,
  revokes bigint,
  superseded_by bigint,
  -- what each level expected before it learnt from it
  p_card double precision,
  p_model double precision,
  p_task double precision,
  p_cluster double precision,
  -- of alarms: how far above chance
  statistic double precision,
  -- a JSON object
  labels varchar(8192) not null
);
-- What several nodes find out about one signal counts once.
create unique index fact_signals_once on fact_signals (signal, part, kind, state);
create unique index fact_signals_by_idempotency_key on fact_signals (reported_by, idempotency_key)
  where idempotency_key <> '';
create index fact_signals_by_decision_id on fact_signals (decision_id) where decision_id <> '';
create index fact_signals_pending on fact_signals (id) where state = 'pending';
create index fact_signals_alarms on fact_signals (id) where kind = 'alarm';

-- Sums of requests by minute, hour and day. Each node of a cluster writes rows of its own.
create table rollups (
  grain varchar(8) not null,
  start_ms bigint not null,
  node varchar(64) not null,
  project varchar(128) not null,
  source varchar(128) not null,
  key_label varchar(128) not null,
  provider varchar(128) not null,
  model varchar(256) not null,
  profile varchar(128) not null,
  result varchar(16) not null,
  requests bigint not null,
  errors bigint not null,
  attempts bigint not null,
  input_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  output_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_nanos bigint not null,
  wasted_nanos bigint not null,
  unpriced_requests bigint not null,
  estimated_requests bigint not null,
  sum_total_ms bigint not null,
  sum_first_byte_ms bigint not null,
  first_byte_requests bigint not null,
  last_at_ms bigint not null,
  -- histograms of total and first byte times
  total_histogram bytea not null,
  first_byte_histogram bytea not null,
  primary key (grain, start_ms, node, project, source, key_label, provider, model, profile, result)
);

-- Runs that computed past costs again, and the cost each attempt had before.
create table repricings (
  id bigint not null primary key,
  at_ms bigint not null,
  actor varchar(128) not null,
  from_ms bigint not null,
  until_ms bigint not null,
  attempts bigint not null,
  changed bigint not null,
  before_nanos bigint not null,
  after_nanos bigint not null
);
create table repriced_attempts (
  repricing bigint not null,
  request bigint not null,
  number integer not null,
  before_price varchar(32),
  before_nanos bigint,
  after_price varchar(32),
  after_nanos bigint,
  primary key (repricing, request, number)
);
create index repriced_attempts_by_request on repriced_attempts (request);

-- Questions in words and the SQL that a person found right.
create table verified_questions (
  id bigint not null primary key,
  at_ms bigint not null,
  author varchar(128) not null,
  question varchar(1024) not null,
  query varchar(8192) not null
);

-- Under which id systems for traces know a request; requests that were not traced have no row.
create table fact_traces (
  request bigint not null primary key,
  trace_id varchar(32) not null
);
create index fact_traces_by_trace_id on fact_traces (trace_id);

-- Which scripts were applied last: a digest of them, the number of the last one, and the lowest number that a
-- program must know to go on with the database.
create table schema_state (
  fingerprint varchar(64) not null,
  version integer not null,
  least integer not null
);
