package dev.signalbox.gateway;

import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.cluster.PromptClusters;
import dev.signalbox.gateway.config.ConfigException;
import dev.signalbox.gateway.config.FixedKeys;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.LoadedConfig;
import dev.signalbox.gateway.profile.Profiles;
import dev.signalbox.gateway.registry.Registered;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has a running gateway go over to another configuration, one change after the other, each whole or
 * not at all: checked and tried on worker threads, told to the audit trail or stored, and only then
 * in use. A change is another file, or another registration over it.
 */
final class Reconfiguration {

  private final Vertx vertx;
  private final InstantSource clock;
  private final Parts parts;
  private volatile LoadedConfig file;
  private volatile List<String> left = List.of();
  private volatile ConfigState state;
  private Future<Void> turn = Future.succeededFuture();

  /**
   * What it works on.
   *
   * @param wiring makes what is served under a configuration
   * @param lives what is served
   * @param registry what is registered over the file
   * @param profiles those in force
   * @param clusters what prompts are placed among
   * @param told of each change, and of each that was not taken
   */
  record Parts(
      LiveWiring wiring,
      Lives lives,
      Registry registry,
      Store store,
      AccessWiring access,
      Profiles profiles,
      PromptClusters clusters,
      Consumer<ConfigState> told) {}

  /**
   * What is served from the start.
   *
   * @param revision name of all of it, with what is registered
   */
  record First(LoadedConfig file, String revision) {}

  /** What a change comes to before anything is made of it. */
  private record Prepared(
      LoadedConfig file,
      Registered registered,
      Prospect prospect,
      List<String> left,
      List<String> notes) {}

  /** Everything that is made of what was prepared, not yet in use. */
  private record Made(Prepared of, Live live) {}

  /** Changes of a gateway that serves {@code first} and what is registered over it. */
  Reconfiguration(Vertx vertx, InstantSource clock, Parts parts, First first) {
    this.vertx = vertx;
    this.clock = clock;
    this.parts = parts;
    this.file = first.file();
    this.state = ConfigState.taken(clock.instant(), first.revision());
    parts.registry().inForce(parts.registry().current(), file.config());
  }

  /** What it works on. */
  Parts parts() {
    return parts;
  }

  /** What is served. */
  Live live() {
    return parts.lives().current();
  }

  /** The configuration that is served. */
  GatewayConfig config() {
    return parts.lives().current().config();
  }

  /** What the configuration that is served was read from. */
  LoadedConfig file() {
    return file;
  }

  /** The keys whose value in the file counts at the next start only. */
  List<String> left() {
    return left;
  }

  /**
   * What {@link #reload} would come to with {@code wanted}, with nothing changed. Blocks.
   *
   * @throws IllegalArgumentException when it could not be used
   */
  Outlook outlookOf(LoadedConfig wanted) {
    Prepared prepared = prepared(wanted, parts.registry().current());
    return new Outlook(prepared.left(), prepared.notes());
  }

  /**
   * What a change would come to.
   *
   * @param left keys whose new value counts at the next start only
   * @param notes what else is to be said of it, a sentence each
   */
  record Outlook(List<String> left, List<String> notes) {}

  /** How the last change went. */
  ConfigState state() {
    return state;
  }

  /**
   * Goes over to the file that {@code source} gives; when it cannot be used, everything stays as it
   * is, the future fails and {@link #state} tells why.
   *
   * @param source called on a worker thread
   * @return what of it holds only at the next start or is probably a mistake, a sentence each
   */
  Future<List<String>> reload(Supplier<LoadedConfig> source) {
    return inTurn(
            () ->
                vertx
                    .executeBlocking(() -> prepared(source.get(), parts.store().shelf().load()))
                    .compose(prepared -> told(Objects.requireNonNull(prepared)))
                    .compose(this::made)
                    .map(this::use))
        .onFailure(
            cause ->
                isNow(
                    state.after(
                        new ConfigState.Failure(
                            clock.instant(),
                            String.valueOf(cause.getMessage()),
                            cause instanceof ConfigException wrong
                                ? wrong.problems()
                                : List.of()))));
  }

  /** Serves by what {@code change} makes of what is registered, once that is stored. */
  Future<Registration> register(Function<Registered, Registration> change) {
    return inTurn(
        () -> {
          Registered before = parts.registry().current();
          Registration changed = change.apply(before);
          return vertx
              .executeBlocking(() -> prepared(file, before.with(changed)))
              .recover(cause -> Future.failedFuture(Registry.told(cause)))
              .compose(prepared -> made(Objects.requireNonNull(prepared)))
              .compose(made -> kept(changed, made).map(_ -> use(made)))
              .map(changed);
        });
  }

  /** Goes over to what another process has registered. */
  Future<Void> follow() {
    return vertx
        .executeBlocking(() -> parts.store().shelf().differsFrom(parts.registry().current()))
        .compose(
            differs ->
                Boolean.TRUE.equals(differs)
                    ? reload(() -> file).<Void>mapEmpty()
                    : Future.<Void>succeededFuture());
  }

  /** Begins {@code step} when what was begun before is over. */
  private synchronized <T> Future<T> inTurn(Supplier<Future<T>> step) {
    Future<T> next = turn.otherwiseEmpty().compose(_ -> step.get());
    turn = next.mapEmpty();
    return next;
  }

  private Prepared prepared(LoadedConfig wanted, Registered registered) {
    FixedKeys.Kept kept = FixedKeys.keep(config(), wanted.config());
    if (kept.config().isOpenByMistake()) {
      throw new IllegalArgumentException(
          "`server.host` stays `%s` until the next start, where a key is needed: everybody who can"
                  .formatted(config().server().host())
              + " connect could spend on your providers");
    }
    Instant now = clock.instant();
    Prospect prospect =
        Prospect.of(registered.over(kept.config()), LocalDate.ofInstant(now, ZoneOffset.UTC));
    prospect.requireAssertions(now);
    List<String> notes = new ArrayList<>();
    kept.left()
        .forEach(key -> notes.add("`" + key + "` has changed, which counts at the next start"));
    notes.addAll(registered.shadowed(kept.config()));
    notes.addAll(prospect.warnings());
    return new Prepared(wanted, registered, prospect, kept.left(), notes);
  }

  private Future<Made> made(Prepared prepared) {
    return parts
        .wiring()
        .liveOf(prepared.prospect(), Optional.of(parts.lives().current()))
        .map(live -> new Made(prepared, live));
  }

  private Future<Void> kept(Registration changed, Made made) {
    return Future.fromCompletionStage(
            parts.store().shelf().keep(changed), vertx.getOrCreateContext())
        .onFailure(_ -> made.live().end().run());
  }

  /** Tells the audit trail of another file. */
  private Future<Prepared> told(Prepared prepared) {
    return Future.fromCompletionStage(
            parts
                .access()
                .state()
                .store()
                .tell(
                    AuditEntry.of(
                        AuditEntry.By.GATEWAY,
                        "config.reload",
                        RevisionIds.of(prepared.prospect().config()),
                        "")))
        .map(prepared);
  }

  private void isNow(ConfigState next) {
    state = next;
    parts.told().accept(next);
  }

  private List<String> use(Made made) {
    file = made.of().file();
    left = made.of().left();
    parts.registry().inForce(made.of().registered(), file.config());
    parts.lives().replace(made.live());
    isNow(ConfigState.taken(clock.instant(), RevisionIds.of(made.live().config())));
    return made.of().notes();
  }
}
