package dev.signalbox.gateway;

import java.util.Optional;

/** The version of this program. */
final class Version {
  private Version() {}

  /** The version in the manifest of the jar; classes in a folder have none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
