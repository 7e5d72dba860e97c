package dev.signalbox.gateway.replica;

import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.store.DatabaseFaults;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what has changed of the shared parts, whoever changed it: each part by itself, one
 * round after the other, and again when one failed. Told by any thread; a part is guarded by its
 * own monitor, never held while it is read.
 */
public final class Following {
  private static final Logger log = LoggerFactory.getLogger(Following.class);

  private final Map<SharedPart, Follower> followers = new EnumMap<>(SharedPart.class);

  /**
   * Follows {@code parts}; nothing is in force yet by its revision, so that each is read once.
   *
   * @param parts read a part anew and put it in force, without keeping the caller waiting
   */
  public Following(Map<SharedPart, Supplier<Future<?>>> parts) {
    parts.forEach((part, take) -> followers.put(part, new Follower(part, take)));
  }

  /** Takes over what is not at its revision yet. */
  public void see(Map<SharedPart, Long> revisions) {
    followers.forEach((part, follower) -> follower.see(revisions.getOrDefault(part, 0L)));
  }

  private static final class Follower {
    private final SharedPart part;
    private final Supplier<Future<?>> take;
    private long wanted = -1;
    private long inForce = -1;
    private boolean underWay;

    private Follower(SharedPart part, Supplier<Future<?>> take) {
      this.part = part;
      this.take = take;
    }

    private void see(long revision) {
      synchronized (this) {
        wanted = revision;
        if (underWay || wanted == inForce) {
          return;
        }
        underWay = true;
      }
      begun()
          .onComplete(
              done -> {
                if (done.failed()) {
                  tell(done.cause());
                }
                if (ended(revision, done.succeeded())) {
                  see(wanted());
                }
              });
    }

    private Future<?> begun() {
      try {
        return take.get();
      } catch (RuntimeException e) {
        return Future.failedFuture(e);
      }
    }

    /** A process that ends has no workers in its last moment, and takes nothing over any more. */
    private void tell(Throwable cause) {
      if (DatabaseFaults.isOutage(cause)) {
        log.warn(
            "the {} could not be read anew, trying again: {}", part, DatabaseFaults.reason(cause));
      } else if (!(cause instanceof RejectedExecutionException)) {
        log.warn("the {} could not be read anew, trying again", part, cause);
      }
    }

    /** Whether there is more to be done at once; what failed waits for the next look. */
    private synchronized boolean ended(long revision, boolean done) {
      underWay = false;
      inForce = done ? revision : inForce;
      return done && wanted != inForce;
    }

    private synchronized long wanted() {
      return wanted;
    }
  }
}
