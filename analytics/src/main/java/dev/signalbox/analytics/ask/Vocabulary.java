package dev.signalbox.analytics.ask;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The words that questions are made of, and what they mean. */
final class Vocabulary {
  /** A line says what its words mean: a kind, its arguments, and the phrases. */
  private static final String TABLE =
      """
      measure REQUESTS: request, requests, responses, calls, api calls, traffic, queries, llm calls
      measure COST: cost, costs, charged, been charged, spend, spends, spending, spent, expense, expenses, expenditure, bill, money
      measure WASTED: waste, wasted, wasted cost, wasted money, wasted spend, money was wasted, money wasted, cost of failed attempts, wasted on failed attempts, wasted by failed attempts, spent on failed attempts, lost on failed attempts, money was wasted on failed attempts, money wasted on failed attempts, money was lost on failed attempts
      measure ESTIMATED: expected cost, estimated cost, predicted cost
      measure TOKENS: token, tokens, token usage, total tokens, token count, token consumption
      measure INPUT_TOKENS: input tokens, prompt tokens, tokens in
      measure OUTPUT_TOKENS: output tokens, completion tokens, generated tokens, tokens out
      measure CACHE_READ: cached tokens, cache read tokens, cache reads, cached input tokens
      measure CACHE_WRITE: cache write tokens, cache writes
      measure REASONING: reasoning tokens, thinking tokens
      measure LATENCY: latency, latencies, duration, durations, response time, response times, how long, how slow, how fast
      measure FIRST_BYTE: first byte, time to first byte, ttfb, time to first token, ttft, first byte latency, first token latency, first byte time
      measure CONNECT: connect time, connection time, time to connect, time to a connection
      measure OVERHEAD: gateway overhead, overhead, gateway time, gateway latency
      measure CACHE_SHARE: cache hit rate, cache hit share, cache hit ratio, cache rate
      measure COST_PER_MILLION: cost per million tokens, price per million tokens, cost per 1m tokens
      measure SPEED: tokens per second, output tokens per second, output speed
      measure ATTEMPTS: attempt, attempts, tries, provider calls, upstream calls
      measure LOSSES: loss, losses, lost fields, translation losses
      measure FINDINGS: finding, findings, guard findings
      measure SIGNALS: signals, quality signals
      measure SIGNAL_VALUE: signal value, signal values, quality, quality score
      measure DECISIONS: decision, decisions, routing decisions
      measure DECISION_TIME: decision time, routing time
      measure CANDIDATES: candidates
      counted REQUESTS FAILED: failure, failures, outages
      counted REQUESTS ERROR: error, errors
      counted REQUESTS CLIENT_ERROR: client error, client errors, bad requests
      counted REQUESTS MITIGATED: mitigations, failovers, mitigated failures, failures mitigated, rescues
      counted REQUESTS CLIENT_CLOSED: disconnects, client disconnects, cancellations
      counted REQUESTS RETRIED: retries
      counted REQUESTS SUCCESSFUL: successes
      counted FINDINGS CREDENTIAL: credentials, credential findings, leaked credentials, leaked keys
      counted FINDINGS PERSONAL: personal data, pii, personal findings, findings of personal data, findings of pii, pii findings, personal data findings
      counted ATTEMPTS FAULTY: faults, failed attempts, provider errors, provider faults, provider failures
      counted ATTEMPTS HEDGED: hedges, hedged attempts, hedged calls
      counted ATTEMPTS RATE_LIMITED: rate limits, rate limited attempts, throttled attempts
      rate FAILED: failure rate, fail rate, failure ratio, failure percentage
      rate ERROR: error rate, error ratio, error percentage
      rate SUCCESSFUL: success rate, success ratio, success percentage
      rate MITIGATED: mitigation rate, mitigated rate, failover rate
      rate CLIENT_ERROR: client error rate
      rate RETRIED: retry rate
      rate STREAMED: streaming rate, streaming share, stream share
      state FAILED: failed, failing, fail, unsuccessful, customer-impacting
      state ERROR: errored, erroneous
      state MITIGATED: mitigated, rescued, rescued by failover, rescued by a failover, saved by failover, saved by a failover, saved by a retry, failed over, recovered
      state SUCCESSFUL: successful, succeeded, succeed, answered
      state FIRST_TRY: first try, at first try, on the first try, at the first attempt, on the first attempt
      state CLIENT_CLOSED: abandoned, aborted, cancelled, canceled, client closed, closed by the client
      state STREAMED: streaming, streamed, streams
      state NOT_STREAMED: non-streaming, non-streamed, not streamed, not streaming, unstreamed, without streaming
      state RETRIED: retried, tried again
      state UNPRICED: unpriced, without a price, without price, no price, without a known price, no known price, unknown price, no cost, no known cost, without a known cost, without a cost, without cost, unknown cost, whose cost is unknown, whose price is unknown
      state INEXACT: inexact, with estimated cost, with an estimated cost, not exact
      state UNATTRIBUTED: unattributed
      state WITH_LOSSES: with losses, with a loss, had losses, have losses, had a loss, that lost fields, lost a field, had a field dropped, had fields dropped, had a field adapted, had fields adapted, had a field dropped or adapted, had fields dropped or adapted, lossy
      state WITH_FINDINGS: with findings, with a finding, had findings, have findings, with guard findings, flagged, flagged by the guard
      state WITHOUT_FINDINGS: without findings, without a finding
      state WITH_SIGNALS: with signals, with a signal, with feedback
      state HIT_CACHE: cached, from cache, that hit the cache, with a cache hit, with cache hits
      state HEDGED: hedged
      state RATE_LIMITED: rate limited, rate-limited, throttled
      state DROPPED: dropped
      state REDACTED: redacted
      state BLOCKED: blocked
      state ADAPTED: adapted
      state APPLIED: applied
      state REJECTED: rejected
      state PENDING: pending
      order desc: top, most, highest, largest, biggest, greatest, most common, most frequent, most often, most frequently
      extreme worst: worst, worst first, with the worst
      extreme best: best, best first, with the best
      order asc: least, lowest, fewest, smallest, bottom
      order desc COST: biggest spenders, top spenders, biggest spender, top spender, most expensive, priciest, costliest, most costly, expensive
      order asc COST: cheapest, least expensive, least costly
      order desc LATENCY: slowest, longest
      order asc LATENCY: fastest, quickest, shortest
      order desc REQUESTS: busiest, most used, most popular, most active, most requested, most called
      order asc REQUESTS: least used, quietest, least popular, least active
      aggregate AVERAGE: average, avg, mean, on average
      aggregate MEDIAN: median, p50, 50th percentile
      aggregate P90: p90, 90th percentile
      aggregate P95: p95, 95th percentile
      aggregate P99: p99, 99th percentile
      aggregate LARGEST: maximum, max, peak
      aggregate SMALLEST: minimum, min
      aggregate TOTAL: total, sum, overall, altogether, in total, sum of
      dimension PROJECT: project, projects, team, teams
      dimension SOURCE: source, sources
      dimension PROVIDER: provider, providers, vendor, vendors
      dimension MODEL: model, models, llm, llms
      dimension REQUESTED_MODEL: requested model, requested models, model name, model names
      dimension ANSWERED_MODEL: answered model, answered models
      dimension PROFILE: profile, profiles, routing profile
      dimension TASK: task, tasks
      dimension KEY: key, keys, api key, api keys, caller, callers
      dimension APP: app, apps, application, applications
      dimension ENDPOINT: endpoint, endpoints, door, doors
      dimension SESSION: session, sessions
      dimension STATUS: status, statuses, status code, status codes, http status, http statuses
      dimension OUTCOME: outcome, outcomes
      dimension RESULT: result, results
      dimension ERROR_CLASS: error class, error classes, error type, error types, kind of error, kinds of error
      dimension FAULT: fault, fault class, fault classes, kind of fault, kinds of fault, fault type
      dimension PHASE: phase, phases
      dimension TIER: service tier, service tiers, tier
      dimension BUCKET: bucket, buckets, token bucket, token buckets, token kind, token kinds, token type, token types, kind of token, kinds of token
      dimension FIELD: field, fields
      dimension KIND: kind, kinds
      dimension RULE: rule, rules
      dimension CATEGORY: category, categories
      dimension ACTION: action, actions
      dimension SIGNAL: signal name, signal names, signal
      dimension REPORTER: reporter, reporters
      dimension STATE: state, states
      dimension CHOSEN_MODEL: chosen model, chosen models
      dimension CHOSEN_PROVIDER: chosen provider, chosen providers
      dimension MINUTE: minute, minutes
      dimension HOUR: hour, hours, hourly
      dimension DAY: day, days, daily, date
      dimension WEEK: week, weeks, weekly
      dimension MONTH: month, months, monthly
      dimension WEEKDAY: weekday, weekdays, day of the week, day of week, days of the week
      dimension HOUR_OF_DAY: hour of the day, hour of day, hours of the day, time of day, time of the day
      bound >: more than, over, above, greater than, higher than, exceeding, bigger than, exceeds, exceeded
      bound >=: at least, no less than
      bound <: less than, under, below, fewer than, lower than, smaller than
      bound <=: at most, no more than, up to
      bound =: exactly
      bound > LATENCY: slower than, longer than, took more than, took longer than, taking longer than, taking more than, that take longer than
      bound < LATENCY: faster than, quicker than, took less than, shorter than
      bound > COST: costing more than, cost more than, costing over, that cost over, cost over, more expensive than, costs more than
      bound < COST: costing less than, cost less than, cheaper than, costing under
      joint BY: by, between, grouped by, group by, split by, broken down by, sorted by, ordered by, ranked by, order by, in terms of, according to
      joint EACH: per, each, every, in an, in a, in one, within one, for each, in each, of each, for every, of every
      joint WHICH: which, what, who
      joint HOW_MANY: how many, number of, count of, count, amount of, how often
      joint HOW_MUCH: how much, what did, what do, what does, how expensive
      joint DISTINCT: distinct, different, unique
      joint LIST: list, find, give me a list of, show, show me, display, list of
      joint LATEST: last, latest, most recent, newest, recent
      joint EARLIEST: first, earliest, oldest
      joint WHEN: time of, time of the, when was, when did, when, what time
      joint SHARE: portion, portion of, share, share of, percentage, percentage of, percent of, proportion of, fraction of, percent
      joint RUNNING: running total, running total of, cumulative, cumulated, running sum, running sum of, accumulated
      joint MOVING: moving average, moving average of, rolling average, rolling average of
      joint COMPARED: compared to, compared with, versus, vs, against, compare, comparison of, compare with
      joint BEFORE: the previous one, the period before, the previous period, previous period, the one before, the days before, the week before, the month before, the day before
      joint CHANGE: change, change in, change of, growth, growth of, difference, delta, increase
      joint DAILY_CHANGE: day over day change, day-over-day change, day over day change in, daily change, daily change in
      joint OVER_TIME: over time, trend, timeline, time series, trend of, development
      joint WITHOUT: without, except, excluding, not, no, other than, except for, but not
      joint OR: or
      joint ENDING: ended in, ended with, ended as, resulted in, led to, hit by
      joint AND: COMMA, and, plus, as well as
      skip: a, an, the, of, in, for, on, at, to, from, is, are, was, were, be, been, do, does, did, we, i, my, our, us, me
      skip: give me, tell me, get, see, can you, could you, please, chart, plot, graph, draw, table of
      skip: that, with, have, has, had, having, it, there, they, this is, want to know, would like to see
      skip: make, makes, among, break down, break down the, distribution, distribution of, made, sent, got, used, using, use, happened, occurred, through, via, came, come, coming, ran, handled, served, processed
      skip: it cost, take, took, takes, stored, all requests, so far, now, went, go, gone, use of, each of the, their, its, up
      skip: went out, go out, burn, burned, burnt, consume, consumed, need, needed, require, required, returned, return, received, receive, performed
      skip: all, any, differ, differs, something, anything, single, right now, rank, split, goes, goes to, spread, spread over, each time
      skip: usd, dollars, us dollars, across, value, values, requests were, hello, hi, figures, numbers, breakdown, broken down, only, just, how
      """;

  private final Map<String, Optional<Piece>> phrases = new HashMap<>();
  private final int longest;

  /** A meaning and how many words it takes; no meaning for words that say nothing. */
  record Match(int words, Optional<Piece> piece) {}

  Vocabulary() {
    TABLE.lines().forEach(this::read);
    longest =
        phrases.keySet().stream().mapToInt(phrase -> phrase.split(" ", -1).length).max().orElse(1);
  }

  /** The longest phrase from word {@code at} on. */
  Optional<Match> match(List<Word> words, int at) {
    for (int length = Math.min(longest, words.size() - at); length > 0; length--) {
      List<Word> part = words.subList(at, at + length);
      if (part.stream().noneMatch(Word::quoted)) {
        String phrase = String.join(" ", part.stream().map(Word::text).toList());
        if (phrases.containsKey(phrase)) {
          return Optional.of(new Match(length, phrases.getOrDefault(phrase, Optional.empty())));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether {@code text} has a meaning of its own, so that a name like it must be quoted. */
  boolean has(String text) {
    return phrases.containsKey(text);
  }

  /** Phrases with a meaning. */
  Set<String> phrases() {
    Set<String> all = new TreeSet<>();
    phrases.forEach((phrase, piece) -> piece.ifPresent(_ -> all.add(phrase)));
    return all;
  }

  private void read(String line) {
    String[] halves = line.split(":", 2);
    String[] head = halves[0].strip().split(" ", -1);
    for (String phrase : halves[1].split(",", -1)) {
      String plain = phrase.strip().replace("COMMA", ",");
      phrases.putIfAbsent(plain, piece(head, plain));
    }
  }

  private static Optional<Piece> piece(String[] head, String phrase) {
    return switch (head[0]) {
      case "measure" ->
          Optional.of(
              new Piece.Measured(Measure.valueOf(head[1]), Optional.empty(), isOne(phrase)));
      case "counted" ->
          Optional.of(
              new Piece.Measured(
                  Measure.valueOf(head[1]), Optional.of(State.valueOf(head[2])), isOne(phrase)));
      case "rate" -> Optional.of(new Piece.Rate(State.valueOf(head[1])));
      case "state" -> Optional.of(new Piece.Stated(State.valueOf(head[1])));
      case "extreme" -> Optional.of(new Piece.Valued(head[1].equals("best")));
      case "order" -> Optional.of(new Piece.Ordered(head[1].equals("desc"), measure(head)));
      case "aggregate" -> Optional.of(new Piece.Aggregated(Aggregate.valueOf(head[1])));
      case "dimension" ->
          Optional.of(new Piece.Grouped(Dimension.valueOf(head[1]), !isOne(phrase)));
      case "bound" -> Optional.of(new Piece.Bounded(head[1], measure(head)));
      case "joint" -> Optional.of(new Piece.Joint(Piece.Role.valueOf(head[1])));
      case "skip" -> Optional.empty();
      default -> throw new IllegalStateException("a line of the vocabulary begins with " + head[0]);
    };
  }

  private static boolean isOne(String phrase) {
    return !phrase.endsWith("s") || phrase.endsWith("status") || phrase.endsWith("class");
  }

  private static Optional<Measure> measure(String[] head) {
    return head.length > 2 ? Optional.of(Measure.valueOf(head[2])) : Optional.empty();
  }
}
