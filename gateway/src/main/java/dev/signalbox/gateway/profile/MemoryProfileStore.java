package dev.signalbox.gateway.profile;

import io.vertx.core.Future;
import java.util.List;

/** A store for a process that keeps its profiles itself: nothing is written anywhere. */
public final class MemoryProfileStore implements ProfileStore {
  @Override
  public Future<List<ProfileVersion>> load() {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Void> append(ProfileVersion version) {
    return Future.succeededFuture();
  }
}
