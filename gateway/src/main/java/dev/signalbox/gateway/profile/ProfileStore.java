package dev.signalbox.gateway.profile;

import io.vertx.core.Future;
import java.util.List;

/**
 * Keeps what is stored of profiles: at most {@link #MOST_PROFILES}, and the last {@link
 * #KEPT_VERSIONS} versions of each.
 */
public interface ProfileStore {
  /** Most profiles that versions are kept of, deleted ones included. */
  int MOST_PROFILES = 200;

  /** Versions kept of one profile. */
  int KEPT_VERSIONS = 20;

  /** Everything that is kept, the oldest first. */
  Future<List<ProfileVersion>> load();

  /** Keeps one more version; the oldest of its profile goes when there are too many. */
  Future<Void> append(ProfileVersion version);
}
