package dev.signalbox.gateway.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * LiteLLM's {@code router_settings}, and those of {@code litellm_settings} that say the same:
 * routing, fallbacks, retries and times. What is read first counts.
 */
final class LiteLlmRouter {
  private static final int STANDARD_ATTEMPTS = 4;
  private static final int MOST_ATTEMPTS = 8;
  private static final long DAY_MILLIS = 86_400_000;
  private static final List<String> FALLBACKS =
      List.of("fallbacks", "context_window_fallbacks", "content_policy_fallbacks");
  private static final String ATTEMPTS = "`max_attempts` of the profile `balanced`";

  private final Sheet sheet;
  private final Findings findings;
  private final LiteLlmModels models;
  private final Block standards = new Block("[[providers]]", false);
  private final ObjectNode breaker = Json.object();
  private final Map<String, Set<String>> fallbacks = new LinkedHashMap<>();
  private final List<Value> fallbackSources = new ArrayList<>();
  private Optional<Value> retries = Optional.empty();

  LiteLlmRouter(Sheet sheet, LiteLlmModels models) {
    this.sheet = sheet;
    this.findings = sheet.findings();
    this.models = models;
  }

  /** What counts for every provider that says nothing itself. */
  Block standards() {
    if (!breaker.isEmpty()) {
      standards.put("breaker", breaker);
    }
    return standards;
  }

  void read(Value section) {
    section.get("routing_strategy").ifPresent(this::strategy);
    section.get("model_group_alias").ifPresent(this::aliases);
    for (String kind : FALLBACKS) {
      section.get(kind).ifPresent(list -> fallbacks(kind, list));
    }
    section.get("default_fallbacks").ifPresent(this::defaults);
    section.get("num_retries").ifPresent(this::retries);
    section.get("retry_after").ifPresent(this::wait);
    section.get("timeout").or(() -> section.get("request_timeout")).ifPresent(this::timeout);
    section
        .get("stream_timeout")
        .ifPresent(value -> findings.without(value, LiteLlmConnection.STREAMS));
    section.get("cooldown_time").ifPresent(value -> circuit("open_seconds", value));
    section.get("allowed_fails").ifPresent(value -> circuit("min_calls", value));
    section
        .get("default_max_parallel_requests")
        .ifPresent(
            value -> {
              standards.put("max_in_flight", value.number().longValue(), value);
              findings.approximated(
                  value, "`max_in_flight` of providers", "it counts all models of a provider");
            });
    for (Value check : section.of("enable_pre_call_checks", "enable_pre_call_check")) {
      findings.taken(check, "what is always done: models that a prompt does not fit are left out");
    }
    section.get("drop_params").ifPresent(this::dropping);
    section.get("max_budget").ifPresent(limit -> budget(limit, section.get("budget_duration")));
    section
        .get("turn_off_message_logging")
        .filter(Value::flag)
        .ifPresent(flag -> findings.taken(flag, "`analytics.capture`, which is off by itself"));
  }

  private void strategy(Value strategy) {
    switch (strategy.text()) {
      case "simple-shuffle" -> findings.taken(strategy, "the weights of `targets`");
      default ->
          findings.approximated(
              strategy,
              "the weights of `targets`",
              "a name with several targets draws one by weight; a profile with `pin` has the engine"
                  + " choose among them by cost, time and quality, as `profile:NAME`");
    }
  }

  private void aliases(Value table) {
    table
        .entries()
        .forEach(
            (name, value) -> {
              Value target = value.isTable() ? value.get("model").orElse(value) : value;
              if (!target.isTable() && models.also(name, target.text())) {
                String as = "`models.\"%s\"`".formatted(name);
                findings.taken(target, as);
                Optional.of(value)
                    .filter(Value::isTable)
                    .flatMap(each -> each.get("hidden"))
                    .ifPresent(
                        hidden ->
                            findings.approximated(hidden, as, "lists of models have every alias"));
              } else {
                findings.without(value, "it names no model of `model_list`, or is one itself");
              }
            });
  }

  private void fallbacks(String kind, Value list) {
    for (Value item : list.oneOrMore()) {
      item.entries()
          .forEach(
              (name, others) -> {
                if (name.equals("*")) {
                  defaults(others);
                } else {
                  fallback(name, others);
                  tell(kind, others);
                }
              });
    }
  }

  private void tell(String kind, Value others) {
    switch (kind) {
      case "fallbacks" -> findings.taken(others, "`routing.fallbacks`");
      case "context_window_fallbacks" ->
          findings.approximated(
              others,
              "`routing.fallbacks`",
              "models that a prompt does not fit are left out, so these answer then, and after any"
                  + " other failure too");
      default ->
          findings.approximated(
              others,
              "`routing.fallbacks`",
              "they answer after a failure; what a provider refuses for its content is not asked"
                  + " elsewhere");
    }
  }

  private void fallback(String name, Value others) {
    Set<String> targets = fallbacks.computeIfAbsent(name, _ -> new LinkedHashSet<>());
    for (Value other : others.oneOrMore()) {
      String text = other.isTable() ? other.textOf("model").orElse("") : other.text();
      List<String> known = models.targetsOf(text);
      if (known.isEmpty()) {
        findings.added(
            "the fallback `%s` of `%s` is no model that is taken over".formatted(text, name));
      }
      targets.addAll(known);
    }
    fallbackSources.add(others);
  }

  private void defaults(Value others) {
    models.names().forEach(name -> fallback(name, others));
    findings.taken(others, "`routing.fallbacks` of every name");
  }

  private void retries(Value value) {
    if (retries.isPresent()) {
      findings.without(value, "`router_settings` say it too, and count");
      return;
    }
    retries = Optional.of(value);
    findings.approximated(
        value,
        ATTEMPTS,
        "each deployment is called once, then the next; the same one again only where there is no"
            + " other, within `routing.retry`");
  }

  private void wait(Value value) {
    long millis = Math.min(60_000, Math.max(0, value.number().longValue() * 1_000));
    Block retry = sheet.draft().the(Part.ROUTING, "[routing.retry]");
    if (!retry.has("backoff_ms")) {
      retry.put("backoff_ms", millis, value);
      retry.put("max_backoff_ms", Math.max(2_000, millis), value);
    }
    findings.approximated(
        value,
        "`routing.retry.backoff_ms`",
        "it is a random wait of up to that, before the same deployment is called again");
  }

  private void timeout(Value value) {
    Block server = sheet.draft().server();
    if (!server.has("request_timeout_ms")) {
      server.put(
          "request_timeout_ms", Math.min(DAY_MILLIS, Math.max(1_000, Timing.millis(value))), value);
    }
    findings.approximated(
        value, "`server.request_timeout_ms`", "it counts for all attempts of a request together");
  }

  private void circuit(String key, Value value) {
    long number = value.number().longValue() + (key.equals("min_calls") ? 1 : 0);
    if (!breaker.has(key)) {
      breaker.put(key, Math.clamp(number, 1, key.equals("min_calls") ? 10_000 : 3_600));
    }
    findings.approximated(
        value,
        "`breaker` of providers",
        "a circuit opens by the share of failures among the latest calls, and stays so for"
            + " `open_seconds`");
  }

  private void dropping(Value drop) {
    Block server = sheet.draft().server();
    if (!server.has("strict")) {
      server.put("strict", !drop.flag(), drop);
    }
    findings.approximated(
        drop,
        "`server.strict = %s`".formatted(!drop.flag()),
        "it counts for everything that a translation would lose; what is lost is told in"
            + " `x-signalbox-loss`");
  }

  private void budget(Value limit, Optional<Value> duration) {
    Spell spell = Spell.of(duration);
    BigDecimal dollars = spell.limit(limit.number());
    sheet
        .draft()
        .add(Part.BUDGETS, "[[budgets]]")
        .from(limit)
        .put("name", "all together")
        .put("scope", "total")
        .put("period", spell.period())
        .put("limit_usd", Json.number(dollars), limit);
    List<Value> told = new ArrayList<>(List.of(limit));
    duration.ifPresent(told::add);
    for (Value each : told) {
      if (spell.exact()) {
        findings.taken(each, "the budget `all together`");
      } else {
        findings.approximated(
            each,
            "the budget `all together`",
            "budgets are for days and months of the calendar: $%s a %s"
                .formatted(dollars.toPlainString(), spell.period()));
      }
    }
  }

  /** Writes what all sections together say. */
  void write() {
    ObjectNode table = Json.object();
    int longest = 0;
    for (Map.Entry<String, Set<String>> each : fallbacks.entrySet()) {
      Set<String> targets = new LinkedHashSet<>(each.getValue());
      targets.removeAll(Set.copyOf(models.targetsOf(each.getKey())));
      if (!targets.isEmpty()) {
        table.set(each.getKey(), Json.texts(targets));
        longest = Math.max(longest, targets.size());
      }
    }
    if (!table.isEmpty()) {
      sheet.draft().routing().put("fallbacks", table, fallbackSources.toArray(Value[]::new));
    }
    if (retries.isPresent()) {
      attempts(retries.get(), longest);
    }
  }

  private void attempts(Value value, int longest) {
    long attempts = Math.clamp(1 + value.number().longValue() + longest, 1, MOST_ATTEMPTS);
    if (attempts != STANDARD_ATTEMPTS) {
      sheet.draft().the(Part.PROFILES, "[profiles.balanced]").put("max_attempts", attempts, value);
    }
  }
}
