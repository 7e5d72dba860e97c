package dev.signalbox.gateway.registry;

import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.config.GatewayDocument;
import dev.signalbox.gateway.config.ProviderConfig;
import dev.signalbox.gateway.config.ProviderDocument;
import dev.signalbox.gateway.config.VirtualGateway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that is registered at one moment, deleted ones too, in the order of its making. */
public final class Registered {
  private record Name(Kind kind, String id) {}

  private final Map<Name, Registration> all;

  /** All of {@code registrations}; of two with the same name the last one. */
  public Registered(List<Registration> registrations) {
    Map<Name, Registration> byName = new LinkedHashMap<>();
    registrations.forEach(each -> byName.put(new Name(each.kind(), each.id()), each));
    this.all = byName;
  }

  /** The same with {@code changed} in the place of what has its name. */
  public Registered with(Registration changed) {
    List<Registration> next = new ArrayList<>(all.values());
    next.add(changed);
    return new Registered(next);
  }

  /** What has that name, deleted or not. */
  public Optional<Registration> ever(Kind kind, String id) {
    return Optional.ofNullable(all.get(new Name(kind, id)));
  }

  /** What is there under that name. */
  public Optional<Registration> find(Kind kind, String id) {
    return ever(kind, id).filter(each -> each.deleted().isEmpty());
  }

  /** What is there. */
  public List<Registration> all(Kind kind) {
    return all.values().stream()
        .filter(each -> each.kind() == kind && each.deleted().isEmpty())
        .toList();
  }

  /** Ids of the providers that take no new requests; one that was registered since then does. */
  public Set<String> drained() {
    return all(Kind.DRAIN).stream()
        .filter(
            drain ->
                ever(Kind.PROVIDER, drain.id())
                    .filter(provider -> provider.created().isAfter(drain.created()))
                    .isEmpty())
        .map(Registration::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A number that every change makes another: the sum of the times of the last ones. */
  long stamp() {
    return all.values().stream().mapToLong(each -> each.changed().toEpochMilli()).sum();
  }

  /** A sentence for each provider that the file has too. */
  public List<String> shadowed(GatewayConfig file) {
    return all(Kind.PROVIDER).stream()
        .filter(each -> file.provider(each.id()).isPresent())
        .map(
            each ->
                "the provider `%s` is in the configuration file too, which wins over the registered one"
                    .formatted(each.id()))
        .toList();
  }

  /**
   * {@code file} with all of it. A provider of the file wins over a registered one of its id.
   *
   * @throws dev.signalbox.gateway.config.ConfigException when a document is not as it should be
   */
  public GatewayConfig over(GatewayConfig file) {
    List<ProviderConfig> providers = new ArrayList<>();
    for (Registration each : all(Kind.PROVIDER)) {
      if (file.provider(each.id()).isEmpty()) {
        providers.add(ProviderDocument.read(each.document()));
      }
    }
    List<VirtualGateway> gateways =
        all(Kind.GATEWAY).stream().map(each -> GatewayDocument.read(each.document())).toList();
    return file.withRegistered(providers, gateways).withDrained(drained());
  }
}
