package dev.signalbox.gateway;

import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Reader;
import dev.signalbox.gateway.access.AccessRules;
import dev.signalbox.gateway.access.AccessState;
import dev.signalbox.gateway.access.Authenticator;
import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.access.KeyedHash;
import dev.signalbox.gateway.access.Lockout;
import dev.signalbox.gateway.access.PasswordWork;
import dev.signalbox.gateway.access.People;
import dev.signalbox.gateway.access.Role;
import dev.signalbox.gateway.access.Sessions;
import dev.signalbox.gateway.admin.access.AccessParts;
import dev.signalbox.gateway.config.AccessConfig;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what, from the start of the process to its end.
 *
 * @param work looks at passwords
 * @param reader reads the audit trail
 */
record AccessWiring(
    AccessState state,
    Vault vault,
    KeyedHash hash,
    PasswordWork work,
    People people,
    Lockout lockout,
    Reader reader,
    InstantSource clock)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessWiring.class);

  private static final Duration TIDY = Duration.ofMinutes(1);

  /** What {@code store} knows of access; blocks. */
  static AccessWiring of(Store store, InstantSource clock) {
    PasswordWork work = new PasswordWork();
    AccessState state =
        new AccessState(
            new AccessStore(store.database(), store.writers().control(), clock), store.vault());
    state.refresh();
    return new AccessWiring(
        state,
        store.vault(),
        KeyedHash.of(store.vault()),
        work,
        new People(work),
        new Lockout(),
        new Reader(store.database(), Area.CONTROL, Reader.Settings.STANDARD),
        clock);
  }

  /** Takes over what has changed. */
  Future<?> followed(Vertx vertx) {
    return done(vertx, state::refresh);
  }

  /** Takes out sessions that are over, again and again. */
  void addTo(Chores chores, Supplier<Authenticator> current) {
    chores.every(
        TIDY,
        () -> {
          Sessions sessions = current.get().sessions();
          return chores
              .done(sessions::tidy)
              .onFailure(cause -> log.warn("sessions could not be looked after", cause));
        });
  }

  private static Future<?> done(Vertx vertx, Runnable work) {
    return vertx.executeBlocking(
        () -> {
          work.run();
          return true;
        },
        false);
  }

  /** Who is let in under {@code config}. */
  Authenticator authenticatorOf(GatewayConfig config) {
    AccessConfig access = config.access();
    Map<String, Caller> callers = NameWiring.callersOf(config, hash);
    Authenticator authenticator =
        new Authenticator(
            callers,
            hash,
            state,
            new AccessRules(
                config.requiresKey(),
                HttpWiring.isLoopback(config.server().host()) ? Role.ADMIN : Role.OPERATOR,
                access
                    .adminPassword()
                    .map(password -> new AccessRules.Admin(access.adminName(), password)),
                access.sessionIdle(),
                access.sessionLongest(),
                clock));
    state.book().keys().stream()
        .filter(key -> key.revokedMillis() == 0 && authenticator.isConfigured(key.label()))
        .forEach(
            key ->
                log.warn(
                    "the stored key `{}` does not count: the configuration file has a key with this label",
                    key.label()));
    return authenticator;
  }

  /** What control paths need. */
  AccessParts partsOf(Authenticator authenticator, GatewayConfig config) {
    return new AccessParts(
        state, vault, hash, people, lockout, reader, authenticator, config.access().oidc());
  }

  @Override
  public void close() {
    work.close();
    reader.close();
  }
}
