package dev.signalbox.gateway;

import dev.signalbox.engine.assertion.Rehearsal;
import dev.signalbox.engine.naming.NameResolver;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.gateway.http.Mount;
import dev.signalbox.gateway.plan.Side;
import java.util.Map;
import java.util.Optional;

/** What names stand for below each path. */
record MountedNames(NameResolver resolver, Map<String, Mount> mounts)
    implements Rehearsal.Names, Side.Names {
  @Override
  public Resolution resolve(String app, String model) {
    return resolve(app, model, 0);
  }

  @Override
  public Resolution resolve(String app, String model, long draw) {
    return resolver.resolve(model, mount(app).names(), draw);
  }

  @Override
  public Optional<String> profile(String app) {
    return Optional.of(mount(app).profile()).filter(profile -> !profile.isEmpty());
  }

  private Mount mount(String app) {
    return mounts.getOrDefault(app, Mount.ROOT);
  }
}
