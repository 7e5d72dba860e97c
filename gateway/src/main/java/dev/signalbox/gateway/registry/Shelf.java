package dev.signalbox.gateway.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.control.Registrations;
import dev.signalbox.gateway.config.Secret;
import dev.signalbox.gateway.vault.Vault;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Where registrations are kept: the control database, their secrets sealed by the vault. */
public final class Shelf {
  private final Registrations store;
  private final Vault vault;

  /** A shelf over {@code store}. */
  public Shelf(Registrations store, Vault vault) {
    this.store = store;
    this.vault = vault;
  }

  /**
   * Everything on it; what was sealed with an older key is sealed again. Blocks.
   *
   * @throws dev.signalbox.gateway.vault.VaultException when a secret cannot be opened
   */
  public Registered load() {
    List<Registration> loaded = new ArrayList<>();
    for (Registrations.Row row : store.all()) {
      Registration registration = registration(row);
      loaded.add(registration);
      if (!row.secrets().isEmpty() && !vault.isCurrent(row.secrets())) {
        keep(registration).join();
      }
    }
    return new Registered(loaded);
  }

  /** Whether it has something else than {@code known}, by the times of changes; blocks. */
  public boolean differsFrom(Registered known) {
    return store.stamp() != known.stamp();
  }

  /** Keeps {@code registration}; completes when it is stored. */
  public CompletableFuture<Void> keep(Registration registration) {
    ObjectNode secrets = registration.document().deepCopy().retain(registration.kind().secrets());
    return store.put(
        new Registrations.Row(
            registration.kind().id(),
            registration.id(),
            registration.created().toEpochMilli(),
            registration.changed().toEpochMilli(),
            registration.deleted().map(Instant::toEpochMilli).orElse(0L),
            registration.author(),
            StrictJson.toText(registration.shown()),
            secrets.isEmpty()
                ? ""
                : vault.seal(record(registration), new Secret(StrictJson.toText(secrets)))));
  }

  private Registration registration(Registrations.Row row) {
    Kind kind =
        Stream.of(Kind.values())
            .filter(each -> each.id().equals(row.kind()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the kind " + row.kind()));
    Registration bare =
        new Registration(
            kind,
            row.id(),
            parsed(row.settings()),
            Instant.ofEpochMilli(row.createdMillis()),
            Instant.ofEpochMilli(row.changedMillis()),
            row.author(),
            row.deletedMillis() == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(row.deletedMillis())));
    if (!row.secrets().isEmpty()) {
      bare.document().setAll(parsed(vault.open(record(bare), row.secrets()).value()));
    }
    return bare;
  }

  private static ObjectNode parsed(String text) {
    return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String record(Registration registration) {
    return registration.kind().id() + "/" + registration.id();
  }
}
