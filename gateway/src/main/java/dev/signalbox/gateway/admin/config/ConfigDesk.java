package dev.signalbox.gateway.admin.config;

import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.config.EffectiveConfig;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Shows and changes the configuration file of a running gateway. Safe for all event loops. */
public interface ConfigDesk {
  /** How the configuration stands. */
  Future<View> view();

  /** What would come of {@code toml} in the place of the file, with nothing changed. */
  Future<Check> check(String toml);

  /**
   * Writes {@code toml} in the place of the file and serves by it. Fails with a {@link
   * ProblemException}, and leaves everything as it is, when there is no file that can be written,
   * when it is not made of {@code revision}, or when it cannot be used.
   */
  Future<Applied> apply(String toml, String revision);

  /**
   * {@code toml} with the secrets of the file in the place of their marks. Blocks.
   *
   * @throws dev.signalbox.gateway.config.ConfigException naming each mark that stands for nothing
   */
  String restored(String toml);

  /**
   * The file and what is served.
   *
   * @param revision of the file's text and of what is served, for {@link #apply}
   * @param toml the file with marks in the place of its secrets; empty when there is none that can
   *     be read as TOML
   * @param obstacle why it cannot be changed here; empty when it can
   * @param effective what was last taken from it, key by key
   * @param registered what lies over it, not deleted
   * @param shadowed ids of those providers of it that the file wins over
   * @param profiles ids of the stored profiles
   * @param left keys whose value in the file counts at the next start
   */
  record View(
      String revision,
      ConfigState state,
      Optional<String> file,
      Optional<String> toml,
      Optional<Obstacle> obstacle,
      List<EffectiveConfig.Entry> effective,
      List<Registration> registered,
      List<String> shadowed,
      List<String> profiles,
      List<String> left) {}

  /** Why a file cannot be changed. */
  enum Obstacle {
    NO_FILE,
    NOT_WRITABLE,
    NOT_READABLE
  }

  /**
   * What would come of a text.
   *
   * @param problems why it would not be taken; empty when it would
   * @param left keys whose new value would count at the next start
   * @param notes what else is to be said of it, a sentence each
   */
  record Check(
      List<ConfigProblem> problems,
      int untold,
      List<EffectiveConfig.Difference> differences,
      List<String> left,
      List<String> notes) {}

  /** What was taken. */
  record Applied(String revision, ConfigState state, List<String> left, List<String> notes) {}
}
