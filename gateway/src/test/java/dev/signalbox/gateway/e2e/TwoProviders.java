package dev.signalbox.gateway.e2e;

import dev.signalbox.gateway.simulator.RawUpstream;
import java.util.Locale;

/** Of each API a provider on a raw socket and the simulator, and a model that has both. */
final class TwoProviders {
  private static final String CONFIG =
      """
      [[providers]]
      id = "first-API"
      provider_type = "TYPE"
      api_key = "provider-key"
      endpoint = "FIRST"
      idle_timeout_ms = 3000
      breaker = { min_calls = 10000 }
      models = ["m1"]
      [[providers]]
      id = "second-API"
      provider_type = "TYPE"
      api_key = "provider-key"
      endpoint = "UPSTREAM"
      models = ["m2"]
      """;

  private static final String MODEL =
      """
      [models.both-API]
      targets = ["first-API/m1", "second-API/m2"]
      """;

  private TwoProviders() {}

  /** The configuration of all of them. */
  static String config(RawUpstream first) {
    StringBuilder config = new StringBuilder();
    for (ClientApi api : ClientApi.values()) {
      config.append(
          CONFIG
              .replace("API", name(api))
              .replace("TYPE", type(api))
              .replace("FIRST", first.origin()));
    }
    for (ClientApi api : ClientApi.values()) {
      config.append(MODEL.replace("API", name(api)));
    }
    return config.toString();
  }

  /** The model on the raw socket. */
  static String first(ClientApi api) {
    return "first-" + name(api) + "/m1";
  }

  /** The model of the simulator. */
  static String second(ClientApi api) {
    return "second-" + name(api) + "/m2";
  }

  /** The name that means the first, and the second where the first fails. */
  static String both(ClientApi api) {
    return "both-" + name(api);
  }

  private static String name(ClientApi api) {
    return api.name().toLowerCase(Locale.ROOT);
  }

  private static String type(ClientApi api) {
    return switch (api) {
      case CHAT -> "openai_chat";
      case RESPONSES -> "openai_responses";
      case ANTHROPIC -> "anthropic";
      case GEMINI -> "google";
    };
  }
}
