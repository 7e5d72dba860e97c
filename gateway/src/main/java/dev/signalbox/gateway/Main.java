package dev.signalbox.gateway;

import ch.qos.logback.classic.LoggerContext;
import dev.signalbox.gateway.cli.LogLevels;
import dev.signalbox.gateway.cli.LogQueue;
import dev.signalbox.gateway.cli.SignalboxCommand;
import dev.signalbox.gateway.cli.StartException;
import dev.signalbox.gateway.cli.Surroundings;
import dev.signalbox.gateway.cli.Terminal;
import dev.signalbox.gateway.config.ConfigFiles;
import dev.signalbox.gateway.log.LogFormat;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code arguments} name and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code = run(List.of(arguments), System.getenv());
    LogQueue.ofProcess().ifPresent(LogQueue::stop);
    System.exit(code);
  }

  private static int run(List<String> arguments, Map<String, String> environment) {
    Terminal terminal = Terminal.standard();
    try {
      LogFormat format = formatOf(environment.getOrDefault(LogFormat.VARIABLE, ""));
      LogLevels levels = LogLevels.parse(environment.getOrDefault(LogLevels.VARIABLE, ""));
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        format.applyTo(context);
        levels.applyTo(context);
      }
    } catch (StartException problem) {
      terminal.err().println("signalbox: " + problem.getMessage());
      return 2;
    }
    ConfigFiles files =
        new ConfigFiles(
            Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home", ".")));
    return new SignalboxCommand(
            new Surroundings(environment, files, terminal, Version.current()),
            new GatewayProcess(),
            new ProspectForesight(InstantSource.system()))
        .run(arguments);
  }

  private static LogFormat formatOf(String text) {
    return LogFormat.parse(text)
        .orElseThrow(
            () ->
                new StartException(
                    "`%s` must be `text` or `json`, not `%s`".formatted(LogFormat.VARIABLE, text)));
  }
}
