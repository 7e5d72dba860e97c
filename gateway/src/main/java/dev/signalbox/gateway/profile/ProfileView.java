package dev.signalbox.gateway.profile;

import dev.signalbox.analytics.profile.ProfileVersion;
import dev.signalbox.gateway.config.ProfileConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A profile and where it is from.
 *
 * @param inForce what requests get
 * @param stored what is stored under the same id, in force or not
 * @param versions kept versions, the newest first
 * @param declared what the file has, else what is built in under the same id
 */
public record ProfileView(
    ProfileConfig inForce,
    Source source,
    Optional<ProfileConfig> stored,
    List<ProfileVersion> versions,
    Optional<Declared> declared) {
  public ProfileView {
    versions = List.copyOf(versions);
  }

  /** A profile and where it is from. */
  public record Declared(ProfileConfig profile, Source source) {}

  /** Stands in the place of a version for what is in the file or built in. */
  public static final int DECLARED = 0;

  /** Where a profile is from; of several the last wins. */
  public enum Source {
    BUILT_IN,
    STORED,
    CONFIG;

    /** Its name in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Its id. */
  public String id() {
    return inForce.profile().id();
  }

  /** Whether the file has it or it is built in, so that something is left when it is deleted. */
  public boolean isDeclared() {
    return declared.isPresent();
  }
}
