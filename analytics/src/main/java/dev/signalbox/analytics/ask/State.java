package dev.signalbox.analytics.ask;

/** Conditions with a name of their own. */
enum State {
  FAILED("failed", "requests", "result = 'failed'"),
  MITIGATED("mitigated", "requests", "result = 'mitigated'"),
  SUCCESSFUL("successful", "requests", "result in ('ok', 'mitigated')"),
  FIRST_TRY("answered at the first try", "requests", "result = 'ok'"),
  CLIENT_ERROR("client error", "requests", "result = 'client_error'"),
  CLIENT_CLOSED("left by the client", "requests", "result = 'client_closed'"),
  ERROR("error", "requests", "result in ('failed', 'client_error', 'client_closed')"),
  CLASSIFIED("with a class of error", "requests", "error_class <> ''"),
  STREAMED("streamed", "requests", "stream = 1"),
  NOT_STREAMED("not streamed", "requests", "stream = 0"),
  RETRIED("retried", "requests", "attempts > 1"),
  UNPRICED("without a price", "requests", "cost_nanos is null"),
  INEXACT("with an estimated cost", "requests", "cost_exact = 0"),
  UNATTRIBUTED("without a project", "requests", "project = '(unattributed)'"),
  WITH_LOSSES("with losses", "requests", "losses > 0"),
  WITH_FINDINGS("with findings", "requests", "id in (select request from findings)"),
  WITHOUT_FINDINGS("without findings", "requests", "id not in (select request from findings)"),
  WITH_SIGNALS(
      "with signals", "requests", "id in (select request from signals where request is not null)"),
  HIT_CACHE("read from a cache", "requests", "cache_read_tokens > 0"),
  FAULTY("failed", "attempts", "fault <> ''"),
  ANSWERED("answered", "attempts", "outcome = 'answered'"),
  HEDGED("hedged", "attempts", "hedge = 1"),
  RATE_LIMITED("rate limited", "attempts", "fault = 'rate_limited'"),
  DROPPED("dropped", "losses", "kind = 'dropped'"),
  ADAPTED("adapted", "losses", "kind = 'adapted'"),
  CREDENTIAL("credential", "findings", "category = 'credential'"),
  PERSONAL("personal", "findings", "category = 'pii'"),
  REDACTED("redacted", "findings", "action = 'redact'"),
  BLOCKED("blocked", "findings", "action = 'block'"),
  APPLIED("applied", "signals", "state = 'applied'"),
  REJECTED("rejected", "signals", "state = 'rejected'"),
  PENDING("pending", "signals", "state = 'pending'");

  private final String title;
  private final String view;
  private final String sql;

  State(String title, String view, String sql) {
    this.title = title;
    this.view = view;
    this.sql = sql;
  }

  String title() {
    return title;
  }

  String view() {
    return view;
  }

  /** The condition, over columns of the view. */
  String sql() {
    return sql;
  }
}
