package dev.signalbox.gateway;

import dev.signalbox.engine.archive.RevisionDigest;
import dev.signalbox.engine.policy.Profile;
import dev.signalbox.gateway.admin.config.ConfigDesk;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.ConfigSource;
import dev.signalbox.gateway.config.EffectiveConfig;
import dev.signalbox.gateway.config.FileText;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.config.MaskedText;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import dev.signalbox.gateway.config.schema.TomlTree;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.registry.Kind;
import dev.signalbox.gateway.registry.Registered;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and changes the configuration file of a running gateway, one change after the other. What
 * reads and writes runs on worker threads.
 */
final class ConfigEditing implements ConfigDesk {
  private static final Logger log = LoggerFactory.getLogger(ConfigEditing.class);

  private final Vertx vertx;
  private final ConfigSource source;
  private final Parts parts;
  private Future<Void> turn = Future.succeededFuture();

  /**
   * What it works on.
   *
   * @param changes goes over to another file; there once the gateway runs
   */
  record Parts(Supplier<Reconfiguration> changes, Registry registry, Profiles profiles) {}

  ConfigEditing(Vertx vertx, ConfigSource source, Parts parts) {
    this.vertx = vertx;
    this.source = source;
    this.parts = parts;
  }

  @Override
  public Future<View> view() {
    return vertx.executeBlocking(this::viewed, false).map(Objects::requireNonNull);
  }

  private View viewed() {
    Reconfiguration changes = parts.changes().get();
    Registered registered = parts.registry().current();
    Optional<String> text = text();
    List<Registration> all =
        Stream.of(Kind.values()).flatMap(kind -> registered.all(kind).stream()).toList();
    return new View(
        revision(text),
        changes.state(),
        source.file().map(path -> String.valueOf(path.getFileName())),
        text.filter(ConfigEditing::isToml).map(plain -> MaskedText.of(plain).text()),
        obstacle(text),
        EffectiveConfig.of(changes.file().written()),
        all.stream().filter(each -> counts(each, registered)).toList(),
        all.stream()
            .filter(each -> each.kind() == Kind.PROVIDER)
            .map(Registration::id)
            .filter(parts.registry()::isOfTheFile)
            .toList(),
        parts.profiles().stored().stream().map(Profile::id).sorted().toList(),
        changes.left());
  }

  private static boolean counts(Registration each, Registered registered) {
    return each.kind() != Kind.DRAIN || registered.drained().contains(each.id());
  }

  private Optional<String> text() {
    return source.file().flatMap(FileText::read);
  }

  private static boolean isToml(String text) {
    return TomlTree.parse("", text, new Report()).isPresent();
  }

  private Optional<Obstacle> obstacle(Optional<String> text) {
    if (source.file().isEmpty()) {
      return Optional.of(Obstacle.NO_FILE);
    }
    if (!FileText.isWritable(source.file().get())) {
      return Optional.of(Obstacle.NOT_WRITABLE);
    }
    return text.filter(ConfigEditing::isToml).isPresent()
        ? Optional.empty()
        : Optional.of(Obstacle.NOT_READABLE);
  }

  /** Comments and secrets are of the text only, what is registered is only served. */
  private String revision(Optional<String> text) {
    String served = parts.changes().get().state().revision();
    return text.map(plain -> served + "-" + RevisionDigest.of(plain)).orElse(served);
  }

  @Override
  public String restored(String toml) {
    return MaskedText.of(text().filter(ConfigEditing::isToml).orElse(""))
        .restored("the proposed configuration", toml);
  }

  @Override
  public Future<Check> check(String toml) {
    return vertx.executeBlocking(() -> checked(toml), false).map(Objects::requireNonNull);
  }

  private Check checked(String toml) {
    Reconfiguration changes = parts.changes().get();
    List<EffectiveConfig.Difference> differences = List.of();
    try {
      LoadedConfig wanted = source.read(restored(toml));
      differences =
          EffectiveConfig.between(
              EffectiveConfig.of(changes.file().written()), EffectiveConfig.of(wanted.written()));
      Reconfiguration.Outlook outlook = changes.outlookOf(wanted);
      return new Check(
          List.of(),
          0,
          differences,
          outlook.left(),
          Stream.concat(wanted.warnings().stream(), outlook.notes().stream())
              .map(note -> told(note, toml))
              .toList());
    } catch (ConfigException wrong) {
      return new Check(
          wrong.problems().stream().map(each -> told(each, toml)).toList(),
          wrong.untold(),
          List.of(),
          List.of(),
          List.of());
    } catch (IllegalArgumentException unusable) {
      return new Check(
          Arrays.stream(String.valueOf(unusable.getMessage()).split("\n", -1))
              .map(line -> new ConfigProblem(new Place("", 0, ""), told(line, toml)))
              .toList(),
          0,
          differences,
          List.of(),
          List.of());
    }
  }

  private ConfigProblem told(ConfigProblem problem, String toml) {
    return new ConfigProblem(problem.place(), told(problem.message(), toml));
  }

  /** Who may have a text checked need not know what the environment holds. */
  private String told(String message, String toml) {
    return source.loader().unresolved(message, toml);
  }

  @Override
  public Future<Applied> apply(String toml, String revision) {
    return inTurn(
        () ->
            vertx
                .executeBlocking(() -> written(toml, revision), false)
                .compose(former -> loaded(Objects.requireNonNull(former))));
  }

  /** Begins {@code step} when what was begun before is over. */
  private synchronized <T> Future<T> inTurn(Supplier<Future<T>> step) {
    Future<T> next = turn.otherwiseEmpty().compose(_ -> step.get());
    turn = next.mapEmpty();
    return next;
  }

  /** Writes the file, and gives what it was before. */
  private String written(String toml, String revision) {
    Optional<String> text = text();
    obstacle(text)
        .ifPresent(
            obstacle -> {
              throw refusal(obstacle);
            });
    if (!revision(text).equals(revision)) {
      throw conflict(
          "config_changed",
          "the configuration has changed since this one was made: look at it again, then apply");
    }
    try {
      String wanted = restored(toml);
      parts.changes().get().outlookOf(source.read(wanted));
      FileText.writeAndKeep(file(), wanted);
      return text.orElseThrow();
    } catch (IllegalArgumentException | ConfigException unusable) {
      throw invalid(unusable);
    } catch (IOException _) {
      throw refusal(Obstacle.NOT_WRITABLE);
    }
  }

  private Path file() {
    return source.file().orElseThrow(() -> refusal(Obstacle.NO_FILE));
  }

  /** Serves by the file as it is now; what was there before is put back where that fails. */
  private Future<Applied> loaded(String former) {
    Reconfiguration changes = parts.changes().get();
    return changes
        .reload(source::load)
        .onSuccess(_ -> log.info("the configuration was written through the API and is in use"))
        .recover(cause -> putBack(former, cause))
        .compose(
            notes ->
                vertx.executeBlocking(
                    () -> new Applied(revision(text()), changes.state(), changes.left(), notes),
                    false))
        .map(Objects::requireNonNull);
  }

  private Future<List<String>> putBack(String former, Throwable cause) {
    return vertx
        .executeBlocking(
            () -> {
              FileText.write(file(), former);
              return former;
            },
            false)
        .compose(_ -> parts.changes().get().reload(source::load))
        .onFailure(failure -> log.error("the former configuration is not back in use", failure))
        .transform(_ -> Future.failedFuture(invalid(cause)));
  }

  private static ProblemException invalid(Throwable cause) {
    return Problem.of(ProblemKind.INVALID_REQUEST, String.valueOf(cause.getMessage()))
        .withCode("config_invalid")
        .withParam("toml")
        .toException();
  }

  private static ProblemException refusal(Obstacle obstacle) {
    return switch (obstacle) {
      case NO_FILE ->
          conflict("no_file", "this gateway was started without a configuration file to change");
      case NOT_WRITABLE ->
          conflict(
              "not_writable",
              "this gateway may not write its configuration file: change it where it comes from");
      case NOT_READABLE ->
          conflict(
              "not_readable",
              "the configuration file cannot be read as TOML at the moment: put it right first");
    };
  }

  private static ProblemException conflict(String code, String message) {
    return Problem.of(ProblemKind.CONFLICT, message).withCode(code).toException();
  }
}
