package dev.signalbox.gateway.profile;

import dev.signalbox.analytics.profile.ProfileVersion;
import java.util.concurrent.CompletionStage;

/** Keeps what is stored of profiles. */
@FunctionalInterface
public interface ProfileStore {
  /**
   * Keeps one more version and gives it back as it is stored; completes on any thread, in the order
   * of the versions.
   */
  CompletionStage<ProfileVersion> append(ProfileVersion version);
}
