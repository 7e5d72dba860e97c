package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Serves simulated requests that it sends itself, and ends. The start script has a JVM watch it
 * once after a build, so that later starts find classes loaded and hot methods known.
 */
final class RehearseCommand implements Subcommand {
  private static final String ROUNDS = "--rounds";
  private static final long USUAL_ROUNDS = 150;

  /** One simulator for each API that answers at once. */
  private static final String CONFIG =
      """
      [[providers]]
      id = "chat"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat", "sim-embedding"]

      [[providers]]
      id = "responses"
      provider_type = "simulator"
      protocol = "openai_responses"
      models = ["sim-responses"]

      [[providers]]
      id = "anthropic"
      provider_type = "simulator"
      protocol = "anthropic"
      models = ["sim-claude"]

      [[providers]]
      id = "gemini"
      provider_type = "simulator"
      protocol = "gemini"
      models = ["sim-gemini"]

      [[providers]]
      id = "priced"
      provider_type = "simulator"
      protocol = "openai_chat"
      maker = "openai"
      models = ["gpt-6-luna", "gpt-6-sol"]

      [sanitization]
      enabled = true

      # A machine that is busy building is late, which is no reason to refuse.
      [overload]
      max_lag_ms = 60000
      stuck_ms = 60000
      """;

  private static final String TOOL =
      """
      {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

  private static final String GEMINI =
      """
      {"contents":[{"role":"user","parts":[{"text":"Hello, who are you?"}]}]}""";

  private final Surroundings surroundings;
  private final Server server;

  /** A request that is sent in every round. */
  private record Line(String path, String body) {}

  RehearseCommand(Surroundings surroundings, Server server) {
    this.surroundings = surroundings;
    this.server = server;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage()
        .hidden(true)
        .description(
            "Serves simulated requests that it sends itself, and ends; for the start script, which"
                + " has the JVM learn from it.");
    return spec.addOption(
        Options.number(
            "N", "how often each request is sent; " + USUAL_ROUNDS + " times else", ROUNDS));
  }

  @Override
  public int run(ParseResult arguments) {
    long rounds = Options.numberIn(arguments, ROUNDS).orElse(USUAL_ROUNDS);
    LoadedConfig config =
        new ConfigLoader(Map.of())
            .parse("rehearsal", CONFIG)
            .withPort(0)
            .withStateIn(DemoCommand.stateDir());
    Server.Running running = server.start(config, ConfigSource.fixed(config));
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<Line> lines = lines();
      for (int round = 0; round < rounds; round++) {
        for (Line line : lines) {
          send(client, "http://127.0.0.1:" + running.port(), line);
        }
      }
      return ExitCodes.FINE;
    } catch (IOException e) {
      surroundings.terminal().complain("the rehearsal broke off: " + e.getMessage());
      return ExitCodes.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  private static void send(HttpClient client, String url, Line line)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + line.path()));
    if (!line.body().isEmpty()) {
      request
          .header("content-type", "application/json")
          .header("x-project", "rehearsal")
          .POST(HttpRequest.BodyPublishers.ofString(line.body()));
    }
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("`%s` answered %d".formatted(line.path(), response.statusCode()));
    }
  }

  /** Each door whole and as a stream, to its own kind of provider and to another one. */
  private static List<Line> lines() {
    return List.of(
        new Line("/v1/chat/completions", chat("sim-chat", false)),
        new Line("/v1/chat/completions", chat("sim-chat", true)),
        new Line("/v1/chat/completions", chat("sim-claude", true)),
        new Line("/v1/chat/completions", chat("auto", false)),
        new Line("/v1/messages", messages("sim-claude", true)),
        new Line("/v1/messages", messages("sim-chat", false)),
        new Line("/v1/messages", messages("sim-chat", true)),
        new Line("/v1/responses", responses("sim-responses", true)),
        new Line("/v1/responses", responses("sim-chat", false)),
        new Line("/v1beta/models/sim-gemini:generateContent", GEMINI),
        new Line("/v1beta/models/sim-chat:streamGenerateContent?alt=sse", GEMINI),
        new Line("/v1/embeddings", "{\"model\":\"sim-embedding\",\"input\":\"Hello\"}"),
        new Line("/v1/models", ""),
        new Line("/v1/stats?from=now-24h&compare=previous", ""),
        new Line("/v1/records?from=now-24h&limit=100&histogram=48", ""),
        new Line("/metrics", ""),
        new Line("/health", ""));
  }

  private static String chat(String model, boolean stream) {
    return """
        {"model":"%s","stream":%s,"messages":[{"role":"system","content":"Be brief."},\
        {"role":"user","content":"Hello, who are you?"}],"tools":[{"type":"function",\
        "function":{"name":"weather","description":"Tells the weather.","parameters":%s}}]}"""
        .formatted(model, stream, TOOL);
  }

  private static String messages(String model, boolean stream) {
    return """
        {"model":"%s","stream":%s,"max_tokens":200,"system":"Be brief.",\
        "messages":[{"role":"user","content":"Hello, who are you?"}],\
        "tools":[{"name":"weather","description":"Tells the weather.","input_schema":%s}]}"""
        .formatted(model, stream, TOOL);
  }

  private static String responses(String model, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%s,\"input\":\"Hello, who are you?\"}"
        .formatted(model, stream);
  }
}
