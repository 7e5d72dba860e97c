package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.schema.ConfigProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; the message is for people, one problem a line. */
public final class ConfigException extends RuntimeException {
  /** Problems told at most; the rest is counted. */
  public static final int MOST_TOLD = 20;

  private final transient List<ConfigProblem> problems;

  /**
   * @param problems by line, at least one
   */
  public ConfigException(List<ConfigProblem> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  /** The first {@link #MOST_TOLD} problems, by line. */
  public List<ConfigProblem> problems() {
    return problems.stream().limit(MOST_TOLD).toList();
  }

  /** How many problems there are beyond {@link #problems()}. */
  public int untold() {
    return Math.max(0, problems.size() - MOST_TOLD);
  }

  private static String text(List<ConfigProblem> problems) {
    String told =
        problems.stream()
            .limit(MOST_TOLD)
            .map(ConfigProblem::message)
            .collect(Collectors.joining("\n"));
    int rest = problems.size() - MOST_TOLD;
    return rest > 0 ? told + "\nand " + rest + " more" : told;
  }
}
