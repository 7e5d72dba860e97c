package dev.signalbox.gateway.cli;

/** The configuration of the demo. */
final class DemoConfig {
  static final int PORT = 8930;

  /**
   * One simulator for each API, and one for each of a few makers with the prices and facts of real
   * models, so that there is something to choose among; other names of real models go to the one
   * that speaks the API of their vendor.
   */
  static final String TOML =
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
      models = ["gpt-6-sol", "gpt-6-luna", "gpt-5.5", "gpt-5.4-mini"]
      local = false
      first_token_delay_ms = 120
      token_delay_ms = 15

      [[providers]]
      id = "azure-simulator"
      provider_type = "simulator"
      protocol = "openai_responses"
      maker = "azure"
      models = ["gpt-5.5", "gpt-5.4-mini"]
      local = false
      first_token_delay_ms = 180
      token_delay_ms = 15

      [[providers]]
      id = "anthropic-simulator"
      provider_type = "simulator"
      protocol = "anthropic"
      maker = "anthropic"
      models = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5", "claude-haiku-4-5"]
      local = false
      first_token_delay_ms = 160
      token_delay_ms = 20

      [[providers]]
      id = "google-simulator"
      provider_type = "simulator"
      protocol = "gemini"
      maker = "google"
      models = ["gemini-3.8-flash", "gemini-3.5-flash-lite", "gemini-2.5-flash-lite"]
      local = false
      first_token_delay_ms = 90
      token_delay_ms = 10

      [[providers]]
      id = "ollama-simulator"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "ollama"
      models = ["llama3.3:70b", "qwen3:8b"]
      local = true
      first_token_delay_ms = 80
      token_delay_ms = 30

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
