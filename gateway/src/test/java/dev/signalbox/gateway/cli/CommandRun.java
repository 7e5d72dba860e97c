package dev.signalbox.gateway.cli;

import dev.signalbox.gateway.ProspectForesight;
import dev.signalbox.gateway.config.ConfigFiles;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.demo.PastKeeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in a folder and keeps what they print and start. */
final class CommandRun {
  /** The port a started server says it has when any free one was asked for. */
  static final int FREE_PORT = 45_678;

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final Path folder;
  private final Map<String, String> environment;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<LoadedConfig> started = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private int code;

  CommandRun(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Lets somebody be there who gives these answers. */
  CommandRun answering(String... given) {
    answers.addAll(Arrays.asList(given));
    return this;
  }

  int run(String... arguments) {
    return run(this::start, arguments);
  }

  int run(Server server, String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            answers.isEmpty() ? Optional.empty() : Optional.of(this::answer));
    Surroundings surroundings =
        new Surroundings(
            environment, new ConfigFiles(folder, folder.resolve("home")), terminal, "1.2.3");
    code =
        new SignalboxCommand(surroundings, server, new ProspectForesight(() -> NOW))
            .run(List.of(arguments));
    return code;
  }

  /** The exit code of the last command. */
  int code() {
    return code;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  List<LoadedConfig> started() {
    return started;
  }

  List<String> questions() {
    return questions;
  }

  private String answer(String question) {
    questions.add(question);
    return answers.isEmpty() ? "" : answers.removeFirst();
  }

  private Server.Running start(LoadedConfig config, ConfigSource source) {
    started.add(config);
    int port = config.config().server().port();
    return new Server.Running() {
      @Override
      public int port() {
        return port == 0 ? FREE_PORT : port;
      }

      @Override
      public Optional<PastKeeper> past() {
        return Optional.empty();
      }

      @Override
      public void awaitStop() {}
    };
  }
}
