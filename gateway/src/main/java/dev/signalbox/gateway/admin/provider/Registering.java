package dev.signalbox.gateway.admin.provider;

import dev.signalbox.gateway.admin.access.AccessChange;
import dev.signalbox.gateway.admin.access.AccessParts;
import dev.signalbox.gateway.admin.frame.ControlRequest;
import dev.signalbox.gateway.admin.frame.FactReading;
import dev.signalbox.gateway.admin.frame.Subject;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.registry.Registration;
import dev.signalbox.gateway.registry.Registry;
import java.util.List;

/**
 * Where providers and virtual gateways are registered, changed and tested, and apps are told of.
 *
 * @param config what is served, with all that is registered
 */
public record Registering(Registry registry, GatewayConfig config) {
  /** What an event loop works with. */
  public record Means(
      Serving serving, FactReading reading, AccessParts access, AccessChange change) {}

  /** The routes of one event loop. */
  public List<Subject> subjects(Means means) {
    return List.of(
        new Subject(
            "providers",
            "Who is called: shown, and registered at run time",
            new ProviderControl(registry, config, means.serving()).routes()),
        new Subject(
            "apps",
            "Apps: the doors again under a path of their own",
            new AppControl(config.apps(), means.reading()).routes()),
        new Subject(
            "gateways",
            "Virtual gateways",
            new GatewayControl(
                    registry,
                    new GatewayTokens(means.access(), means.change()),
                    means.reading(),
                    means.serving().routing()::snapshot)
                .routes()));
  }

  /** Where we are, as whoever asks reached us. */
  static String originOf(ControlRequest request) {
    String host = request.http().getHeader("host");
    return request.http().scheme() + "://" + (host == null ? "127.0.0.1" : host);
  }

  /** Who makes the change that {@code request} asks for. */
  static Registration.Change changeOf(ControlRequest request) {
    return new Registration.Change(request.caller().label(), request.head().at());
  }
}
