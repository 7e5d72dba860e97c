package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.Canaries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration of a run: providers of each API with several keys, two that cannot be reached,
 * one with little room, one without a price; aliases that fail over between them in every order;
 * budgets, limits, circuits and waits that are all reached now and then.
 */
final class ChaosConfig {
  /** How many aliases there are. */
  static final int ALIASES = 16;

  /** Longest silences, in milliseconds. */
  static final int FIRST_BYTE_MILLIS = 500;

  /** Further calls of a provider that are always allowed, a second. */
  static final int FLOOR_PER_SECOND = 2;

  /** Further calls of a provider, in percent of its requests. */
  static final int BUDGET_PERCENT = 20;

  /** What a token costs, in nano-dollars. */
  static final long TOKEN_NANOS = 1_000;

  /** What a request without a price counts as, in nano-dollars. */
  static final long UNPRICED_NANOS = 2_000_000;

  private static final String HEAD =
      """
      [server]
      port = 0
      api_key = "KEY"
      max_response_bytes = 65536
      request_timeout_ms = 4000
      write_timeout_ms = 1000
      keep_alive_seconds = 1
      drain_seconds = 2
      [routing.retry]
      backoff_ms = 5
      max_backoff_ms = 40
      budget_percent = 20
      floor_per_second = 2
      [profiles.hedged]
      hedge_after_ms = 40
      hedge_percent = 50
      [profiles.checked]
      validate = "retry"
      [[cards]]
      id = "chaos/m"
      limits = { context_tokens = 100000, max_output_tokens = 4096 }
      capabilities = { tools = "yes", parallel_tools = "yes", streaming = "yes", system_prompt = "yes" }
      price = { rows = [{ input = 1, output = 1 }] }
      [[cards]]
      id = "chaos/u"
      capabilities = { tools = "yes", parallel_tools = "yes", streaming = "yes", system_prompt = "yes" }
      [[budgets]]
      name = "all"
      scope = "total"
      limit_usd = 1000000
      unpriced_usd_per_request = 0.002
      [[budgets]]
      name = "projects"
      scope = "project"
      period = "day"
      limit_usd = 0.1
      unpriced_usd_per_request = 0.002
      [[limits]]
      name = "sources"
      scope = "source"
      requests_per_minute = 100
      tokens_per_minute = 200000
      [[limits]]
      name = "keys"
      scope = "key"
      max_in_flight = 20
      [[limits]]
      name = "model"
      scope = "model"
      subject = "chat-b/m"
      requests_per_minute = 60
      [analytics]
      durability = "DURABILITY"
      """;

  private final String gatewayKey;
  private final List<String> clientKeys = new ArrayList<>();
  private final Map<Vendor, List<String>> providerKeys = new EnumMap<>(Vendor.class);

  /** One with secrets of its own, which {@code canaries} know. */
  ChaosConfig(Canaries canaries) {
    gatewayKey = canaries.plain("key of the gateway");
    for (int i = 0; i < 3; i++) {
      clientKeys.add(canaries.plain("key of client " + i));
    }
    for (Vendor vendor : Vendor.values()) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        keys.add(canaries.plain("key %d of %s".formatted(i, vendor.id())));
      }
      providerKeys.put(vendor, keys);
    }
  }

  /** The key of its administrator. */
  String gatewayKey() {
    return gatewayKey;
  }

  /** The key that the client of request {@code number} has. */
  String clientKey(int number) {
    return clientKeys.get(number % clientKeys.size());
  }

  private List<String> keysOf(Vendor vendor) {
    return Objects.requireNonNull(providerKeys.get(vendor));
  }

  /** Name of alias {@code number}. */
  static String alias(int number) {
    return "alias-" + number;
  }

  /** The text, with providers at {@code origins}. */
  String toml(boolean sync, Function<Vendor, String> origins) {
    StringBuilder text =
        new StringBuilder(
            HEAD.replace("KEY", gatewayKey).replace("DURABILITY", sync ? "sync" : "async"));
    for (int i = 0; i < clientKeys.size(); i++) {
      text.append("[key_map.%s]\nlabel = \"client-%d\"\n".formatted(clientKeys.get(i), i));
    }
    for (Vendor vendor : Vendor.values()) {
      text.append(provider(vendor, origins.apply(vendor)));
    }
    for (int i = 0; i < ALIASES; i++) {
      text.append("[models.%s]\ntargets = [%s]\n".formatted(alias(i), targets(i)));
    }
    return text.toString();
  }

  private String provider(Vendor vendor, String origin) {
    return """
    [[providers]]
    id = "%s"
    provider_type = "%s"
    maker = "chaos"
    models = ["%s"]
    api_key = [%s]
    endpoint = "%s"
    connect_timeout_ms = 200
    first_byte_timeout_ms = %d
    idle_timeout_ms = 300
    total_timeout_ms = 2000
    breaker = { failure_percent = 70, min_calls = 10, open_seconds = 15, half_open_calls = 3 }
    %s
    """
        .formatted(
            vendor.id(),
            vendor.type(),
            vendor.model(),
            keysOf(vendor).stream().map(key -> '"' + key + '"').collect(Collectors.joining(", ")),
            origin,
            FIRST_BYTE_MILLIS,
            vendor.options());
  }

  /** From two to five of them; the same for each run. */
  private static String targets(int number) {
    SplittableRandom random = new SplittableRandom(number);
    List<Vendor> left = new ArrayList<>(List.of(Vendor.values()));
    List<String> targets = new ArrayList<>();
    int count = 2 + number % 4;
    while (targets.size() < count) {
      targets.add('"' + left.remove(random.nextInt(left.size())).target() + '"');
    }
    return String.join(", ", targets);
  }
}
