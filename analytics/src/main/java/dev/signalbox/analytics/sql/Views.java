package dev.signalbox.analytics.sql;

import static dev.signalbox.analytics.sql.ViewColumn.count;
import static dev.signalbox.analytics.sql.ViewColumn.flag;
import static dev.signalbox.analytics.sql.ViewColumn.real;
import static dev.signalbox.analytics.sql.ViewColumn.text;
import static dev.signalbox.analytics.sql.ViewColumn.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a statement may read, with what it means: the one place that says so. The prompt,
 * the error messages and docs/ask.md are made from it.
 */
public final class Views {
  private static final String REQUESTS_TABLE = "fact_requests";
  private static final String USD = "US dollars";
  private static final String MILLIS = "ms";
  private static final String TOKENS = "tokens";

  private static final View REQUESTS =
      new View(
          "requests",
          "one row for every request that was accepted, whatever became of it",
          List.of(REQUESTS_TABLE),
          all(
              List.of(
                  whole("id", "our number of the request, unique; `request` in other views", ""),
                  text("request_id", "the id that the client knows; may occur twice")),
              time("the request arrived"),
              asked(),
              ended(),
              tokens(),
              List.of(
                  whole(
                      "total_tokens",
                      "input, cache read, cache write and output tokens together",
                      TOKENS)),
              requestMoney(),
              List.of(
                  whole("total_ms", "from the arrival to the last byte", MILLIS),
                  whole(
                      "first_byte_ms",
                      "from the arrival to the first byte of the answer; NULL when none came",
                      MILLIS),
                  real(
                      "gateway_ms", "the part of the time that the gateway itself took", MILLIS))));

  private static final View ATTEMPTS =
      new View(
          "attempts",
          "one row for every call to a provider; a request has several when the first one failed",
          List.of("fact_attempts", REQUESTS_TABLE),
          all(
              List.of(request(), requestId(), count("number", "from 1, in the order of trying")),
              time("the attempt began"),
              attribution(),
              List.of(
                  provider(),
                  text("model", "the model that was asked"),
                  text("answered_model", "the model that the provider says it was"),
                  text("key_label", "label of the provider's key"),
                  whole("status", "HTTP status of the provider; 0 when none came", ""),
                  text("outcome", "`answered`, or the name of the fault"),
                  ViewColumn.fault(),
                  text("phase", "how far the call had come when it ended"),
                  flag("hedge", "1 when it was a second call while another had not answered"),
                  whole("connect_ms", "until it had a connection; NULL if it never had", MILLIS),
                  whole("first_token_ms", "to the first piece of the answer; NULL if none", MILLIS),
                  whole("total_ms", "how long the attempt took", MILLIS),
                  whole(
                      "retry_after_ms",
                      "how long the provider asked to be left alone; NULL if it did not",
                      MILLIS),
                  text("charge", "what is known of its cost", "none", "reported", "estimated"),
                  text("service_tier", "the tier that the provider charged, if any")),
              tokens(),
              money("this attempt"),
              List.of(text("price", "id of the price used; `price` in prices"))));

  private static final View USAGE =
      new View(
          "usage_by_bucket",
          "one row for every kind of token that an attempt used, with its part of the cost",
          List.of("fact_attempts", REQUESTS_TABLE),
          all(
              List.of(request(), requestId(), count("number", "number of the attempt")),
              time("the attempt began"),
              attribution(),
              List.of(
                  provider(),
                  text("model", "the model that was asked"),
                  text(
                      "bucket",
                      "the kind of token",
                      "input",
                      "cache_read",
                      "cache_write",
                      "cache_write_hour",
                      "audio_input",
                      "output",
                      "reasoning",
                      "audio_output"),
                  whole("tokens", "tokens of this kind, never counted twice", TOKENS)),
              money("these tokens"),
              List.of(text("price", "id of the price used; `price` in prices"))));

  private static final View DECISIONS =
      new View(
          "decisions",
          "one row for every routing decision",
          List.of("fact_decisions"),
          all(
              List.of(
                  text("decision_id", "id of the decision; `decision_id` in requests"), request()),
              time("it was decided"),
              List.of(
                  text("mode", "what it was made for, such as a request or a dry run"),
                  text("requested_model", "the model name that the client wrote"),
                  text("profile", "the profile that ranked the candidates"),
                  text("task", "the task, where known"),
                  text("family", "the kind of task that the answer is judged as"),
                  whole("cluster", "nearest cluster of the prompt; -1 where none is known", "")),
              attribution(),
              List.of(
                  count("candidates", "deployments that were looked at"),
                  count("planned", "deployments that were left in the plan"),
                  text("chosen_provider", "provider of the first entry of the plan"),
                  text("chosen_model", "model of the first entry of the plan"),
                  text("runner_up", "`provider/model` of the second entry"),
                  whole("micros", "how long the decision took", "µs"),
                  text("served", "`provider/model` that answered in the end"),
                  count("attempts", "attempts that the request took"),
                  text("result", "how the request ended"),
                  whole(
                      "propensity",
                      "probability that who answered was the first of the plan; -1 where it was"
                          + " not",
                      "millionths"))));

  private static final View SIGNALS =
      new View(
          "signals",
          "one row for every quality signal",
          List.of("fact_signals"),
          all(
              time("it came in"),
              List.of(
                  request(),
                  text("decision_id", "the decision that it is about"),
                  text("session_id", "the session that it is about")),
              attribution(),
              List.of(
                  text(
                      "reporter",
                      "what kind of source said it",
                      "user",
                      "validator",
                      "test",
                      "judge",
                      "business",
                      "gateway"),
                  text("reported_by", "label of the key that reported it"),
                  text("name", "the name of the signal, such as thumbs"),
                  provider(),
                  text("model", "the model that it is about"),
                  text("task", "the task, where known"),
                  real("value", "how good, from 0 (bad) to 1 (good); NULL if not a number", ""),
                  real("weight", "how much it counts; 1 for one answer and a sure source", ""),
                  count("samples", "answers that it is about; more than 1 where put together"),
                  text(
                      "outcome",
                      "what somebody did with the answer; empty where that is not said",
                      "accepted",
                      "edited",
                      "rejected"),
                  real("acceptance", "share that was taken as it was; NULL if not said", ""),
                  real("edit_distance", "share that was changed; NULL if not said", ""),
                  real("parse_success", "share with the right form; NULL if not said", ""),
                  real("error", "share that was none; NULL if not said", ""),
                  real("governance_violation", "share that broke a rule; NULL if not said", ""),
                  text(
                      "state", "whether it counts", "applied", "pending", "rejected", "revoked"))));

  private static final View LOSSES =
      new View(
          "losses",
          "one row for every field of a request that could not be carried to a provider as it was",
          List.of("fact_losses", REQUESTS_TABLE),
          all(
              List.of(request(), requestId()),
              time("the request arrived"),
              attribution(),
              List.of(
                  provider(),
                  text("model", "the model that answered"),
                  text("field", "the field of the client's request"),
                  text("kind", "what was done with it"))));

  private static final View FINDINGS =
      new View(
          "findings",
          "one row for everything that the guard found in a request",
          List.of("fact_findings", REQUESTS_TABLE),
          all(
              List.of(request(), requestId()),
              time("the request arrived"),
              attribution(),
              List.of(
                  text("rule", "the rule that found it"),
                  text("category", "what kind of thing it is"),
                  text("field", "where in the request it was"),
                  text("action", "what was done about it"))));

  private static final View PRICES =
      new View(
          "prices",
          "one row for every price that a cost was computed with",
          List.of("price_rows"),
          all(
              List.of(
                  text("price", "id of the price"),
                  text("tier", "the service tier it is for"),
                  real("input_usd_per_million", "input tokens", USD + " per million"),
                  real("output_usd_per_million", "output tokens", USD + " per million"),
                  real("cache_read_usd_per_million", "cache reads", USD + " per million"),
                  real("cache_write_usd_per_million", "cache writes", USD + " per million"),
                  real("reasoning_usd_per_million", "reasoning tokens", USD + " per million"),
                  text("holds_from", "first day of the price, YYYY-MM-DD"),
                  text("price_window", "hours of the day that it holds in, if not all"),
                  whole("above_input_tokens", "it holds for larger requests only", TOKENS),
                  text("source", "where the figure is from"),
                  text("confidence", "how sure it is"),
                  text("as_of", "the day it was looked up, YYYY-MM-DD"))));

  private static final View HOURLY = rollup("hourly_costs", "hour");
  private static final View DAILY = rollup("daily_costs", "day");

  private static final List<View> ALL =
      List.of(
          REQUESTS, ATTEMPTS, USAGE, DECISIONS, SIGNALS, LOSSES, FINDINGS, PRICES, HOURLY, DAILY);

  private Views() {}

  /** Every view. */
  public static List<View> all() {
    return ALL;
  }

  /** The view {@code name}. */
  public static Optional<View> find(String name) {
    return ALL.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /** The names of the views. */
  public static List<String> names() {
    return ALL.stream().map(View::name).toList();
  }

  @SafeVarargs
  private static List<ViewColumn> all(List<ViewColumn>... parts) {
    List<ViewColumn> columns = new ArrayList<>();
    for (List<ViewColumn> part : parts) {
      columns.addAll(part);
    }
    return columns;
  }

  private static ViewColumn request() {
    return whole("request", "number of the request; `id` in requests", "");
  }

  private static ViewColumn requestId() {
    return text("request_id", "the id that the client knows");
  }

  private static ViewColumn provider() {
    return text("provider", "id of the provider; empty when nobody answered");
  }

  private static List<ViewColumn> time(String when) {
    return List.of(
        text("at", "when " + when + ", in UTC, YYYY-MM-DD HH:MM:SS"),
        text("day", "its day in UTC, YYYY-MM-DD"),
        text("hour", "its hour in UTC, YYYY-MM-DD HH:00"),
        whole("at_ms", "the same moment", "ms since 1970"));
  }

  private static List<ViewColumn> attribution() {
    return List.of(
        text("project", "the project (x-project), or `(unattributed)`"),
        text("source", "the program that asked (x-source), or `(unattributed)`"));
  }

  private static List<ViewColumn> asked() {
    return all(
        List.of(
            text("endpoint", "the door it came through, such as chat/completions"),
            text("app", "the app it came through; empty when none"),
            text("key_label", "label of the caller's key; empty when the gateway is open")),
        attribution(),
        List.of(
            text("session_id", "the session (x-session); empty when not given"),
            text("tags", "its tags (x-tags) with commas between; empty when it has none"),
            text("profile", "the routing profile"),
            text("task", "the task, where known"),
            text("requested_model", "the model name that the client wrote"),
            provider(),
            text("model", "the model that answered; empty when none did"),
            text("answered_model", "the model that the provider says it was"),
            flag("stream", "1 when a stream was asked for"),
            text("decision_id", "the decision that routed it")));
  }

  private static List<ViewColumn> ended() {
    return List.of(
        whole("status", "HTTP status that the client got; 499 when it left first", ""),
        text("outcome", "`ok`, `client_closed`, or the kind of failure"),
        result(),
        text("error_class", "class of the fault that it failed with; empty when it did not"),
        text("error_text", "what the client was told; empty when it did not fail"),
        count("attempts", "calls to providers; more than 1 after a failed one"),
        count("losses", "fields that could not be carried over as they were"));
  }

  private static ViewColumn result() {
    return text(
        "result",
        "how it ended: `mitigated` was answered after a failed attempt, `failed` is our fault or a"
            + " provider's and reached the client, `client_error` is the client's own",
        "ok",
        "mitigated",
        "client_error",
        "failed",
        "client_closed");
  }

  private static List<ViewColumn> tokens() {
    return List.of(
        whole("input_tokens", "input at the plain rate, without cached", TOKENS),
        whole("cache_read_tokens", "input read from a cache", TOKENS),
        whole("cache_write_tokens", "input written to a cache", TOKENS),
        whole("output_tokens", "generated, reasoning included", TOKENS),
        whole("reasoning_tokens", "the part of the output that was reasoning", TOKENS));
  }

  private static List<ViewColumn> money(String what) {
    return List.of(
        whole("cost_nanos", "cost of " + what + "; NULL where there is no price", "nano-dollars"),
        real("cost_usd", "the same", USD));
  }

  private static List<ViewColumn> requestMoney() {
    return all(
        money("all attempts"),
        List.of(
            real("wasted_usd", "the part of attempts that did not answer", USD),
            real("estimated_usd", "what the routing expected it to cost; NULL if unknown", USD),
            flag("cost_exact", "0 when a part of the cost is an estimate"),
            flag("usage_exact", "0 when a part of the tokens is an estimate")));
  }

  private static View rollup(String name, String grain) {
    List<ViewColumn> start =
        grain.equals("hour")
            ? List.of(
                text("day", "the day in UTC, YYYY-MM-DD"),
                text("hour", "the hour in UTC, YYYY-MM-DD HH:00"))
            : List.of(text("day", "the day in UTC, YYYY-MM-DD"));
    return new View(
        name,
        "sums of requests for each %s; kept longer than the requests themselves".formatted(grain),
        List.of("rollups"),
        all(
            start,
            List.of(whole("start_ms", "when the " + grain + " began", "ms since 1970")),
            attribution(),
            List.of(
                text("key_label", "label of the caller's key"),
                provider(),
                text("model", "the model that answered"),
                text("profile", "the routing profile"),
                result(),
                count("requests", "how many"),
                count("errors", "how many of them had an error"),
                count("attempts", "calls to providers")),
            tokens(),
            money("the requests with a price"),
            List.of(
                real("wasted_usd", "the part of attempts that did not answer", USD),
                count("unpriced_requests", "requests without a price, not in the cost"),
                count("estimated_requests", "requests whose cost is in part an estimate"))));
  }
}
