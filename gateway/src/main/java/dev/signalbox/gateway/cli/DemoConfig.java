package dev.signalbox.gateway.cli;

import java.util.Map;

/** The configurations of the demo: with sample traffic, and without. */
final class DemoConfig {
  static final int PORT = 8930;

  /**
   * One simulator for each API, and one for each of a few makers with the prices and facts of real
   * models, so that there is something to choose among; other names of real models go to the one
   * that speaks the API of their vendor.
   */
  private static final String BOTH =
      """
      [[providers]]
      id = "openai-sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat", "sim-embedding"]
      local = false
      first_token_delay_ms = 150
      token_delay_ms = 20

      [[providers]]
      id = "responses-sim"
      provider_type = "simulator"
      protocol = "openai_responses"
      models = ["sim-responses"]
      local = false
      first_token_delay_ms = 200
      token_delay_ms = 20

      [[providers]]
      id = "anthropic-sim"
      provider_type = "simulator"
      protocol = "anthropic"
      models = ["sim-claude"]
      local = false
      first_token_delay_ms = 250
      token_delay_ms = 25

      [[providers]]
      id = "gemini-sim"
      provider_type = "simulator"
      protocol = "gemini"
      models = ["sim-gemini"]
      local = false
      first_token_delay_ms = 100
      token_delay_ms = 15

      [[providers]]
      id = "openai-simulator"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "openai"
      models = ["gpt-6-sol", "gpt-6-luna", "gpt-5.5", "gpt-5.4-mini", "text-embedding-3-small"]
      local = false
      first_token_delay_ms = 120
      token_delay_ms = 15
      # trouble of openai-simulator

      [[providers]]
      id = "azure-simulator"
      provider_type = "simulator"
      protocol = "openai_responses"
      maker = "azure"
      models = ["gpt-5.5", "gpt-5.4-mini"]
      local = false
      first_token_delay_ms = 180
      token_delay_ms = 15
      # trouble of azure-simulator

      [[providers]]
      id = "anthropic-simulator"
      provider_type = "simulator"
      protocol = "anthropic"
      maker = "anthropic"
      models = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5"]
      local = false
      first_token_delay_ms = 160
      token_delay_ms = 20
      # trouble of anthropic-simulator

      [[providers]]
      id = "google-simulator"
      provider_type = "simulator"
      protocol = "gemini"
      maker = "google"
      models = ["gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-2.5-flash-lite"]
      local = false
      first_token_delay_ms = 90
      token_delay_ms = 10
      # trouble of google-simulator

      [[providers]]
      id = "ollama-simulator"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "ollama"
      models = ["llama3.3:70b", "qwen3:8b"]
      local = true
      first_token_delay_ms = 80
      token_delay_ms = 30
      # trouble of ollama-simulator

      [models]
      sim-chat.targets = ["openai-sim/sim-chat"]
      sim-embedding.targets = ["openai-sim/sim-embedding"]
      sim-responses.targets = ["responses-sim/sim-responses"]
      sim-claude.targets = ["anthropic-sim/sim-claude"]
      sim-gemini.targets = ["gemini-sim/sim-gemini"]
      shop-assistant.targets = ["azure-simulator/gpt-5.4-mini", "openai-simulator/gpt-5.4-mini"]
      mobile-fast.targets = ["google-simulator/gemini-3.5-flash-lite", "openai-simulator/gpt-5.4-mini"]

      [routing]
      default = "openai-sim"
      prefixes = { "claude" = "anthropic-sim", "gemini" = "gemini-sim", "o" = "responses-sim" }
      """;

  /** What goes wrong at each simulator; those that requests by hand ask for stay as they are. */
  private static final Map<String, String> TROUBLE =
      Map.of(
          "openai-simulator",
          """
          api_key = ["demo-key-of-openai-1", "demo-key-of-openai-2"]
          faults = [
            { fault = "429", percent = 3 }, { fault = "500", percent = 1 },
            { fault = "402", percent = 0.3 }, { fault = "cut", percent = 0.4 },
          ]
          """,
          "azure-simulator",
          """
          breaker = { min_calls = 3, open_seconds = 15 }
          faults = [
            { fault = "503", percent = 100, every_seconds = 240, for_seconds = 60 },
            { fault = "slow", percent = 1 },
          ]
          """,
          "anthropic-simulator",
          """
          api_key = ["demo-key-of-anthropic-1", "demo-key-of-anthropic-2"]
          breaker = { min_calls = 5, open_seconds = 15 }
          faults = [
            { fault = "overloaded", percent = 75, every_seconds = 420, for_seconds = 25 },
            { fault = "overloaded", percent = 2.5 }, { fault = "cut", percent = 1 },
          ]
          """,
          "google-simulator",
          """
          faults = [{ fault = "500", percent = 2.5 }, { fault = "error-event", percent = 1 }]
          """,
          "ollama-simulator",
          """
          faults = [{ fault = "cut", percent = 6 }, { fault = "slow", percent = 4 }]
          """);

  /** What makes the pages of a busy gateway: guard, captures, money, limits, rules, trials. */
  private static final String HOUSE =
      """

      [analytics]
      capture = "all"

      [sanitization]
      enabled = true
      redact_pii = true
      actions = { credentials = "redact" }

      [signals]
      clusters = true

      [profiles.balanced]
      exploration = 0.04
      exploration_cost_cap = 0.05

      [profiles.fast]
      exploration = 0.03
      exploration_cost_cap = 0.05

      [[rules]]
      name = "secrets stay in the house where they can"
      classifications = ["secret"]
      prefer = ["ollama-simulator"]

      [[rules]]
      name = "invoices are read where it is cheap"
      projects = ["batch-nightly"]
      prefer = ["family:gemini-flash-lite"]

      [[apps]]
      name = "playground"
      path = "/playground"
      profile = "fast"

      [[apps.rewrites]]
      model_exact = "house-model"
      provider = "azure-simulator"
      model = "gpt-5.5"
      rewrite_response_model = true

      [[apps.models]]
      id = "house-model"

      [[budgets]]
      name = "the house"
      scope = "total"
      period = "month"
      limit_usd = 500
      action = "warn"

      [[budgets]]
      name = "support"
      scope = "project"
      subject = "support-bot"
      period = "day"
      limit_usd = 0.1
      action = "warn"

      [[budgets]]
      name = "analysts"
      scope = "project"
      subject = "analytics"
      period = "day"
      limit_usd = 5

      [[limits]]
      name = "mobile app"
      scope = "project"
      subject = "mobile-app"
      requests_per_minute = 22

      [[limits]]
      name = "projects"
      scope = "project"
      subject = "*"
      requests_per_minute = 600

      [[limits]]
      name = "trying out"
      scope = "app"
      subject = "playground"
      requests_per_minute = 60

      [trial.profiles.balanced]
      based_on = "balanced"
      point_usd_per_1000 = 0.3

      [shadow]
      share = 0.3
      """;

  /** Nobody sends anything but who tries it out, and nothing fails. */
  static final String QUIET = BOTH;

  /** With sample traffic. */
  static final String BUSY = busy();

  private DemoConfig() {}

  private static String busy() {
    String text = BOTH + HOUSE;
    for (Map.Entry<String, String> trouble : TROUBLE.entrySet()) {
      text = text.replace("# trouble of " + trouble.getKey() + "\n", trouble.getValue());
    }
    return text;
  }
}
