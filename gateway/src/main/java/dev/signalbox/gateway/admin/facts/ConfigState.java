package dev.signalbox.gateway.admin.facts;

import dev.signalbox.gateway.config.schema.ConfigProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which configuration is served.
 *
 * @param revision the same for the same content, secrets aside
 * @param lastError why the last one was not taken; empty when it was
 */
public record ConfigState(Instant loadedAt, String revision, Optional<Failure> lastError) {
  /**
   * A configuration that was not taken, and why.
   *
   * @param problems one by one where the file itself is wrong
   */
  public record Failure(Instant at, String message, List<ConfigProblem> problems) {
    public Failure {
      problems = List.copyOf(problems);
    }
  }

  /** A configuration that has just been taken. */
  public static ConfigState taken(Instant at, String revision) {
    return new ConfigState(at, revision, Optional.empty());
  }

  /** The same configuration after another one was not taken. */
  public ConfigState after(Failure failure) {
    return new ConfigState(loadedAt, revision, Optional.of(failure));
  }
}
