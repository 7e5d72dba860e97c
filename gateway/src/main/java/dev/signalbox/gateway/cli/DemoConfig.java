package dev.signalbox.gateway.cli;

/** The configuration of the demo. */
final class DemoConfig {
  static final int PORT = 8930;

  /** One simulator for each API; names of real models go to the one of their vendor. */
  static final String TOML =
      """
      [[providers]]
      id = "openai-sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat", "sim-embedding"]
      first_token_delay_ms = 150
      token_delay_ms = 20

      [[providers]]
      id = "responses-sim"
      provider_type = "simulator"
      protocol = "openai_responses"
      models = ["sim-responses"]
      first_token_delay_ms = 200
      token_delay_ms = 20

      [[providers]]
      id = "anthropic-sim"
      provider_type = "simulator"
      protocol = "anthropic"
      models = ["sim-claude"]
      first_token_delay_ms = 250
      token_delay_ms = 25

      [[providers]]
      id = "gemini-sim"
      provider_type = "simulator"
      protocol = "gemini"
      models = ["sim-gemini"]
      first_token_delay_ms = 100
      token_delay_ms = 15

      [models]
      sim-chat.targets = ["openai-sim/sim-chat"]
      sim-embedding.targets = ["openai-sim/sim-embedding"]
      sim-responses.targets = ["responses-sim/sim-responses"]
      sim-claude.targets = ["anthropic-sim/sim-claude"]
      sim-gemini.targets = ["gemini-sim/sim-gemini"]

      [routing]
      default = "openai-sim"
      prefixes = { "claude" = "anthropic-sim", "gemini" = "gemini-sim", "o" = "responses-sim" }
      """;

  private DemoConfig() {}
}
