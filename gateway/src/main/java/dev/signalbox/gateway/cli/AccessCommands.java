package dev.signalbox.gateway.cli;

import dev.signalbox.analytics.access.AccessStore;
import dev.signalbox.analytics.access.ChangeRefused;
import dev.signalbox.analytics.audit.AuditEntry;
import dev.signalbox.analytics.control.WrappedKeys;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.DatabaseException;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.gateway.access.KeyDesk;
import dev.signalbox.gateway.access.KeyedHash;
import dev.signalbox.gateway.config.DatabaseConfig;
import dev.signalbox.gateway.vault.MasterKeys;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.vault.VaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the commands about access have in common: they write the control database themselves, so
 * that they work whether a gateway runs or not, and whoever may use its files or its server may use
 * them; a gateway that runs sees what has changed within a second.
 */
final class AccessCommands {
  private static final FactWriter.Settings WRITING =
      new FactWriter.Settings(1_000, 100, Duration.ofMillis(5), "", Duration.ofSeconds(10));

  private AccessCommands() {}

  /** What they work on. */
  record Desk(AccessStore store, Vault vault, KeyedHash hash, InstantSource clock) {
    KeyDesk keys() {
      return new KeyDesk(store.keys(), hash, vault);
    }
  }

  static CommandSpec spec(String description) {
    CommandSpec spec = ExitCodes.explainIn(CommandSpec.create());
    spec.usageMessage().description(description);
    return spec.addOption(config());
  }

  private static OptionSpec config() {
    return DbCommands.config();
  }

  /** Who the audit trail is told it was. */
  static AuditEntry.By by(Surroundings surroundings) {
    return new AuditEntry.By(
        "(command line) " + surroundings.environment().getOrDefault("USER", ""), "", "");
  }

  /** Runs {@code action} on the databases of the configuration; says what keeps it from that. */
  static int with(Surroundings surroundings, ParseResult arguments, ToIntFunction<Desk> action) {
    return DbCommands.with(surroundings, arguments, config -> open(surroundings, config, action));
  }

  private static int open(
      Surroundings surroundings, DatabaseConfig config, ToIntFunction<Desk> action) {
    InstantSource clock = InstantSource.system();
    try (Database database = Database.join(config.place(), Area.CONTROL);
        FactWriter writer = new FactWriter(database, Area.CONTROL, WRITING, clock)) {
      Vault vault =
          Vault.open(
              MasterKeys.find(config.masterKeys(), Path.of(config.dir(), MasterKeys.FILE_NAME)),
              new WrappedKeys(database, writer, clock));
      return action.applyAsInt(
          new Desk(new AccessStore(database, writer, clock), vault, KeyedHash.of(vault), clock));
    } catch (VaultException problem) {
      surroundings.terminal().complain(String.valueOf(problem.getMessage()));
      return ExitCodes.FAILED;
    }
  }

  /**
   * What {@code change} gives once it is stored.
   *
   * @throws DatabaseException saying why it cannot be
   */
  static <T> T stored(CompletableFuture<T> change, String name) {
    try {
      return change.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ChangeRefused refused) {
        throw new DatabaseException(
            switch (refused.why()) {
              case EXISTS ->
                  "the name `%s` is taken already, if only by one that is gone: choose another"
                      .formatted(name);
              case UNKNOWN -> "nobody has the name `%s`".formatted(name);
            });
      }
      throw new DatabaseException("this could not be stored: " + reasonOf(e), e);
    }
  }

  private static String reasonOf(CompletionException e) {
    return e.getCause() instanceof DatabaseException told
        ? String.valueOf(told.getMessage())
        : "the database failed";
  }
}
