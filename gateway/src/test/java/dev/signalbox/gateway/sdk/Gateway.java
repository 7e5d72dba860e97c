package dev.signalbox.gateway.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, serving four simulated providers on a free port. */
public final class Gateway implements AutoCloseable {
  /** May send requests and see records. */
  static final String KEY = "operator-key";

  /** May send requests; belongs to the project {@code team-project}. */
  static final String TEAM_KEY = "team-key";

  static final String CONFIG =
      """
      [server]
      api_key = "operator-key"

      [[providers]]
      id = "chat-sim"
      provider_type = "simulator"
      protocol = "openai_chat"
      models = ["sim-chat", "sim-embedding"]

      [[providers]]
      id = "responses-sim"
      provider_type = "simulator"
      protocol = "openai_responses"
      models = ["sim-responses"]

      [[providers]]
      id = "claude-sim"
      provider_type = "simulator"
      protocol = "anthropic"
      models = ["sim-claude"]

      [[providers]]
      id = "gemini-sim"
      provider_type = "simulator"
      protocol = "gemini"
      models = ["sim-gemini", "sim-gemini-embedding"]

      [models]
      "gpt-4o".targets = ["chat-sim/gpt-4o"]
      "gpt-4o-mini".targets = ["chat-sim/gpt-4o-mini"]
      "claude-sonnet-4-20250514".targets = ["claude-sim/claude-sonnet-4-20250514"]
      "gemini-2.5-flash".targets = ["gemini-sim/gemini-2.5-flash"]

      [routing]
      prefixes = { "sim-chat" = "chat-sim", "sim-responses" = "responses-sim", "sim-claude" = "claude-sim", "sim-gemini" = "gemini-sim" }

      [key_map.team-key]
      label = "team"
      project = "team-project"

      [[apps]]
      name = "openai-app"
      path = "/openai"
      protocols = "openai"
      prefix_providers = { "gpt" = "chat-sim" }

      [[apps]]
      name = "anthropic-app"
      path = "/anthropic"
      protocols = ["anthropic"]

      [[apps.rewrites]]
      model_exact = "claude-haiku-4.5"
      provider = "chat-sim"
      model = "sim-chat"
      rewrite_response_model = true

      [[apps.models]]
      id = "claude-haiku-4.5"
      """;

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final PackagedProgram program;
  private final URI address;

  private Gateway(PackagedProgram program, URI address) {
    this.program = program;
    this.address = address;
  }

  /** Starts it and waits until it serves. */
  public static Gateway start() {
    return start(CONFIG);
  }

  /** Starts it with {@code toml} as its configuration. */
  public static Gateway start(String toml) {
    try {
      Path folder = Files.createTempDirectory("signalbox-sdk");
      Path config = Files.writeString(folder.resolve("config.toml"), toml);
      return of(PackagedProgram.start(folder, "serve", "-c", config.toString(), "-p", "0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the demo in {@code folder}, without its sample traffic. */
  public static Gateway demo(Path folder) {
    return of(PackagedProgram.start(folder, "demo", "-p", "0", "--no-traffic"));
  }

  /** The program that was just started, once it serves. */
  public static Gateway of(PackagedProgram program) {
    return new Gateway(program, addressOf(program));
  }

  private static URI addressOf(PackagedProgram program) {
    List<String> lines = program.linesUntil(line -> ADDRESS.matcher(line).find());
    Matcher address = ADDRESS.matcher(lines.isEmpty() ? "" : lines.getLast());
    if (!address.find()) {
      program.close();
      throw new AssertionError("the program does not listen: " + lines);
    }
    return URI.create(address.group());
  }

  /** Where it listens, without a path. */
  public URI address() {
    return address;
  }

  /** The address of {@code path}. */
  public String at(String path) {
    return address + path;
  }

  @Override
  public void close() {
    try {
      program.stop();
    } finally {
      program.close();
    }
  }
}
