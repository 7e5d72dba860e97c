-- What questions in SQL may read, for SQLite: the same views and columns as in the other script here.
-- docs/analytics.md says what each column is.

drop view if exists requests;
create view requests as
select
  id,
  request_id,
  strftime('%Y-%m-%d %H:%M:%S', at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', at_ms / 1000, 'unixepoch') as hour,
  at_ms as at_ms,
  endpoint,
  app,
  key_label,
  project,
  source,
  session_id,
  tags,
  profile,
  task,
  requested_model,
  provider,
  model,
  answered_model,
  stream,
  decision_id,
  status,
  outcome,
  result,
  error_class,
  error_text,
  attempts,
  losses,
  input_tokens,
  cache_read_tokens,
  cache_write_tokens,
  output_tokens,
  reasoning_tokens,
  input_tokens + cache_read_tokens + cache_write_tokens + output_tokens as total_tokens,
  cost_nanos,
  cast(cost_nanos as real) / 1000000000 as cost_usd,
  cast(wasted_nanos as real) / 1000000000 as wasted_usd,
  cast(estimated_nanos as real) / 1000000000 as estimated_usd,
  cost_exact,
  usage_exact,
  total_ms,
  case when first_byte_ms >= 0 then first_byte_ms end as first_byte_ms,
  cast(gateway_us as real) / 1000 as gateway_ms
from fact_requests;

drop view if exists attempts;
create view attempts as
select
  a.request,
  r.request_id,
  a.number,
  strftime('%Y-%m-%d %H:%M:%S', a.at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', a.at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', a.at_ms / 1000, 'unixepoch') as hour,
  a.at_ms as at_ms,
  r.project,
  r.source,
  a.provider,
  a.model,
  a.answered_model,
  a.key_label,
  a.status,
  a.outcome,
  a.fault,
  a.phase,
  a.hedge,
  case when a.connect_ms >= 0 then a.connect_ms end as connect_ms,
  case when a.first_token_ms >= 0 then a.first_token_ms end as first_token_ms,
  a.total_ms,
  case when a.retry_after_ms >= 0 then a.retry_after_ms end as retry_after_ms,
  a.charge,
  a.service_tier,
  a.input_tokens,
  a.cache_read_tokens,
  a.cache_write_tokens + a.cache_write_hour_tokens as cache_write_tokens,
  a.output_tokens,
  a.reasoning_tokens,
  a.cost_nanos,
  cast(a.cost_nanos as real) / 1000000000 as cost_usd,
  a.price
from fact_attempts a
join fact_requests r on r.id = a.request;

drop view if exists usage_by_bucket;
create view usage_by_bucket as
select
  u.request,
  r.request_id,
  u.number,
  strftime('%Y-%m-%d %H:%M:%S', u.at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', u.at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', u.at_ms / 1000, 'unixepoch') as hour,
  u.at_ms as at_ms,
  r.project,
  r.source,
  u.provider,
  u.model,
  u.bucket,
  u.tokens,
  u.cost_nanos,
  cast(u.cost_nanos as real) / 1000000000 as cost_usd,
  u.price
from (
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'input' as bucket,
  a.input_tokens as tokens,
  a.input_cost as cost_nanos,
  a.price
from fact_attempts a
where a.input_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'cache_read' as bucket,
  a.cache_read_tokens as tokens,
  a.cache_read_cost as cost_nanos,
  a.price
from fact_attempts a
where a.cache_read_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'cache_write' as bucket,
  a.cache_write_tokens as tokens,
  a.cache_write_cost as cost_nanos,
  a.price
from fact_attempts a
where a.cache_write_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'cache_write_hour' as bucket,
  a.cache_write_hour_tokens as tokens,
  a.cache_write_hour_cost as cost_nanos,
  a.price
from fact_attempts a
where a.cache_write_hour_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'audio_input' as bucket,
  a.audio_input_tokens as tokens,
  a.audio_input_cost as cost_nanos,
  a.price
from fact_attempts a
where a.audio_input_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'output' as bucket,
  a.output_tokens - a.reasoning_tokens as tokens,
  a.output_cost as cost_nanos,
  a.price
from fact_attempts a
where a.output_tokens > a.reasoning_tokens
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'reasoning' as bucket,
  a.reasoning_tokens as tokens,
  a.reasoning_cost as cost_nanos,
  a.price
from fact_attempts a
where a.reasoning_tokens > 0
union all
select
  a.request,
  a.number,
  a.at_ms,
  a.provider,
  a.model,
  'audio_output' as bucket,
  a.audio_output_tokens as tokens,
  a.audio_output_cost as cost_nanos,
  a.price
from fact_attempts a
where a.audio_output_tokens > 0
) u
join fact_requests r on r.id = u.request;

drop view if exists decisions;
create view decisions as
select
  decision_id,
  request,
  strftime('%Y-%m-%d %H:%M:%S', at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', at_ms / 1000, 'unixepoch') as hour,
  at_ms as at_ms,
  mode,
  requested_model,
  profile,
  task,
  family,
  cluster,
  project,
  source,
  candidates,
  planned,
  chosen_provider,
  chosen_model,
  runner_up,
  micros,
  served,
  attempts,
  result,
  propensity
from fact_decisions;

drop view if exists signals;
create view signals as
select
  strftime('%Y-%m-%d %H:%M:%S', at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', at_ms / 1000, 'unixepoch') as hour,
  at_ms as at_ms,
  request,
  decision_id,
  session_id,
  project,
  source,
  reporter,
  reported_by,
  name,
  provider,
  model,
  task,
  value,
  weight,
  samples,
  outcome,
  acceptance,
  edit_distance,
  parse_success,
  error,
  governance_violation,
  case
    when exists (
      select 1 from fact_signals taken_back
      where taken_back.signal = fact_signals.signal and taken_back.kind = 'revoked')
    then 'revoked' else state
  end as state
from fact_signals
where kind = 'signal' and part = 0 and not exists (
  select 1 from fact_signals later
  where later.signal = fact_signals.signal and later.part = 0 and later.kind = 'signal'
    and later.id > fact_signals.id);

drop view if exists losses;
create view losses as
select
  l.request,
  r.request_id,
  strftime('%Y-%m-%d %H:%M:%S', r.at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', r.at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', r.at_ms / 1000, 'unixepoch') as hour,
  r.at_ms as at_ms,
  r.project,
  r.source,
  r.provider,
  r.model,
  l.field,
  l.kind
from fact_losses l
join fact_requests r on r.id = l.request;

drop view if exists findings;
create view findings as
select
  f.request,
  r.request_id,
  strftime('%Y-%m-%d %H:%M:%S', r.at_ms / 1000, 'unixepoch') as at,
  strftime('%Y-%m-%d', r.at_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', r.at_ms / 1000, 'unixepoch') as hour,
  r.at_ms as at_ms,
  r.project,
  r.source,
  f.rule,
  f.category,
  f.field,
  f.action
from fact_findings f
join fact_requests r on r.id = f.request;

drop view if exists prices;
create view prices as
select
  id as price,
  tier,
  cast(input_nanos as real) / 1000000000 as input_usd_per_million,
  cast(output_nanos as real) / 1000000000 as output_usd_per_million,
  cast(cache_read_nanos as real) / 1000000000 as cache_read_usd_per_million,
  cast(cache_write_nanos as real) / 1000000000 as cache_write_usd_per_million,
  cast(reasoning_nanos as real) / 1000000000 as reasoning_usd_per_million,
  holds_from,
  price_window,
  above_input_tokens,
  source,
  confidence,
  as_of
from price_rows;

drop view if exists hourly_costs;
create view hourly_costs as
select
  strftime('%Y-%m-%d', start_ms / 1000, 'unixepoch') as day,
  strftime('%Y-%m-%d %H:00', start_ms / 1000, 'unixepoch') as hour,
  start_ms,
  project,
  source,
  key_label,
  provider,
  model,
  profile,
  result,
  requests,
  errors,
  attempts,
  input_tokens,
  cache_read_tokens,
  cache_write_tokens,
  output_tokens,
  reasoning_tokens,
  cost_nanos,
  cast(cost_nanos as real) / 1000000000 as cost_usd,
  cast(wasted_nanos as real) / 1000000000 as wasted_usd,
  unpriced_requests,
  estimated_requests
from rollups
where grain = 'hour';

drop view if exists daily_costs;
create view daily_costs as
select
  strftime('%Y-%m-%d', start_ms / 1000, 'unixepoch') as day,
  start_ms,
  project,
  source,
  key_label,
  provider,
  model,
  profile,
  result,
  requests,
  errors,
  attempts,
  input_tokens,
  cache_read_tokens,
  cache_write_tokens,
  output_tokens,
  reasoning_tokens,
  cost_nanos,
  cast(cost_nanos as real) / 1000000000 as cost_usd,
  cast(wasted_nanos as real) / 1000000000 as wasted_usd,
  unpriced_requests,
  estimated_requests
from rollups
where grain = 'day';
