package dev.signalbox.gateway.migrate;

import dev.signalbox.gateway.config.TomlText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What LLM-Rosetta says of its listening side, of keys and of limits. */
final class RosettaServer {
  private static final int PORT = 8765;
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,9})\\s*(?:/|per)\\s*(second|minute|hour|day)s?");

  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry("socket", "Signalbox listens on a TCP port"),
          Map.entry("tls_cert", "let a proxy in front of Signalbox speak TLS"),
          Map.entry("tls_key", "let a proxy in front of Signalbox speak TLS"),
          Map.entry("admin_cors_origins", "control paths are never open to pages of other sites"),
          Map.entry("credential_visible", "keys are never shown"),
          Map.entry(
              "root_redirect", "the portal is at `/`; `[portal] enabled = false` takes it away"),
          Map.entry("request_log", "`analytics.retention_hours` says how long requests are kept"),
          Map.entry("ops_log", "changes are in the audit trail, for good"),
          Map.entry("data_dir", "`database.dir` names the folder of a state of its own"),
          Map.entry("api_keys_db", "its keys are not read; `signalbox keys create` makes new ones"),
          Map.entry(
              "prefer_same_format", "a client's own API is always preferred where it is there"));

  private final Sheet sheet;
  private final Findings findings;
  private final Value server;

  RosettaServer(Sheet sheet, Value server) {
    this.sheet = sheet;
    this.findings = sheet.findings();
    this.server = server;
  }

  void read() {
    Optional<Value> key = server.get("api_key");
    Optional<Value> keys = server.get("api_keys");
    boolean locked = key.isPresent() || keys.isPresent();
    Listening listening = new Listening(sheet);
    listening.port(server.get("port"), PORT);
    listening.host(server.get("host"), locked);
    key.ifPresent(this::key);
    keys.ifPresent(list -> list.oneOrMore().forEach(this::labelled));
    server
        .get("open_on_no_keys")
        .ifPresent(
            flag ->
                findings.approximated(
                    flag,
                    "what Signalbox does by itself",
                    "without a key it serves this machine alone, and asks for one as soon as there"
                        + " is one"));
    server.get("admin_password").ifPresent(this::password);
    server
        .get("read_timeout")
        .ifPresent(
            seconds -> {
              sheet
                  .draft()
                  .server()
                  .put("body_timeout_ms", Math.max(100, Timing.millis(seconds)), seconds);
              findings.taken(seconds, "`server.body_timeout_ms`");
            });
    server.get("rate_limit").ifPresent(this::limits);
    ADVICE.forEach(
        (name, advice) -> server.get(name).ifPresent(value -> findings.without(value, advice)));
  }

  private void key(Value key) {
    sheet.draft().server().put("api_key", Secrets.BRACES.secret(key, findings), key);
    findings.taken(key, "`server.api_key`");
  }

  /** An entry of a list of keys, each a text or a table with a label. */
  private void labelled(Value entry) {
    Optional<Value> key = entry.isTable() ? entry.get("key") : Optional.of(entry);
    if (key.isEmpty() || Secrets.namesVariable(Secrets.BRACES.ours(key.get().text()))) {
      findings.without(
          entry, "a key of `key_map` cannot be a variable: `signalbox keys create` makes one");
      return;
    }
    findings.literalSecret(key.get());
    Block block =
        sheet
            .draft()
            .add(Part.KEY_MAP, "[key_map." + TomlText.key(key.get().text()) + "]")
            .from(entry);
    findings.taken(key.get(), "the name of a `key_map` entry");
    String label = entry.isTable() ? entry.textOf("label").orElse("") : "";
    block.put("label", label.isEmpty() ? "key of line " + entry.line() : label);
    if (entry.isTable()) {
      entry.get("label").ifPresent(each -> findings.taken(each, "`label` of the `key_map` entry"));
    }
  }

  private void password(Value password) {
    sheet
        .draft()
        .the(Part.ACCESS, "[access]")
        .put("admin_password", Secrets.BRACES.secret(password, findings), password);
    findings.taken(password, "`access.admin_password`, of the person `admin`");
  }

  private void limits(Value limits) {
    boolean enabled = limits.get("enabled").map(Value::flag).orElse(false);
    if (!enabled) {
      findings.without(limits, "the limits are switched off, so they are left out");
      return;
    }
    limits.get("enabled").ifPresent(flag -> findings.taken(flag, "the `[[limits]]` themselves"));
    limits.get("global").ifPresent(rate -> limit("all together", "total", rate));
    limits.get("per_key").ifPresent(rate -> limit("each key", "key", rate));
    limits.get("per_model").ifPresent(rate -> limit("each model", "model", rate));
    limits
        .get("per_ip")
        .ifPresent(
            rate -> findings.without(rate, "limits are for keys, projects, apps and models"));
    limits
        .get("algorithm")
        .ifPresent(
            each ->
                findings.approximated(
                    each, "buckets that fill evenly", "Signalbox has no other way to count"));
    for (Value each : limits.of("exclude_paths", "trust_proxy")) {
      findings.without(each, "only generations and the like are limited, and not by address");
    }
  }

  private void limit(String name, String scope, Value rates) {
    Block block = sheet.draft().add(Part.LIMITS, "[[limits]]").from(rates);
    block.put("name", name).put("scope", scope);
    if (!scope.equals("total")) {
      block.put("subject", "*");
    }
    for (String rate : rates.texts()) {
      Matcher matcher = RATE.matcher(rate.strip());
      if (!matcher.matches()) {
        throw rates.wrong("a rate such as `100/minute`, or a list of these");
      }
      long count = Long.parseLong(matcher.group(1));
      switch (matcher.group(2)) {
        case "second" -> block.put("requests_per_minute", 60 * count, rates);
        case "hour" -> block.put("requests_per_minute", Math.max(1, count / 60), rates);
        case "day" -> block.put("requests_per_day", count, rates);
        default -> block.put("requests_per_minute", count, rates);
      }
    }
    boolean exact = rates.texts().stream().noneMatch(rate -> rate.matches(".*(second|hour)s?\\s*"));
    if (exact) {
      findings.taken(rates, "the limit `%s`".formatted(name));
    } else {
      findings.approximated(
          rates, "the limit `%s`".formatted(name), "rates are per minute or day, evenly");
    }
  }
}
