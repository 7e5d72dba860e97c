package dev.signalbox.gateway.plan;

import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;

/**
 * A configuration as questions are put under it.
 *
 * @param snapshot its policy and deployments; what is measured of them is laid over it
 * @param profile id of the profile that all questions get; empty where each has its own
 */
public record Side(Snapshot snapshot, Names names, Optional<String> profile) {
  /** One where each question has its own profile. */
  public Side(Snapshot snapshot, Names names) {
    this(snapshot, names, Optional.empty());
  }

  /** The same with the profile {@code id} for all questions. */
  public Side withAll(String id) {
    return new Side(snapshot, names, Optional.of(id));
  }

  /** What model names stand for, and what else an app says of its requests. */
  public interface Names {
    /**
     * What {@code model} stands for.
     *
     * @param app name of the app the request came through; empty text for none
     * @param draw decides between weighted targets
     */
    Resolution resolve(String app, String model, long draw);

    /** The profile that {@code app} has for requests that name none. */
    Optional<String> profile(String app);
  }
}
