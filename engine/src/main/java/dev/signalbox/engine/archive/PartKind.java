package dev.signalbox.engine.archive;

import dev.signalbox.engine.state.Revisions;
import java.util.Locale;

/** A part of a snapshot that is stored by itself. */
public enum PartKind {
  /** Profiles and rules. */
  CONFIG,
  /** Providers, deployments and their cards without prices. */
  CATALOG,
  /** The prices of deployments. */
  PRICES,
  /** The expected quality of deployments, by cards and by what signals taught. */
  QUALITY,
  /** Health, speed and length of answers of deployments. */
  HEALTH;

  /** Whether it is another one as often as every second, so that differences are worth keeping. */
  public boolean isLively() {
    return this == QUALITY || this == HEALTH;
  }

  /** Its name in the store. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its id in {@code revisions}. */
  public String revisionIn(Revisions revisions) {
    return switch (this) {
      case CONFIG -> revisions.config();
      case CATALOG -> revisions.catalog();
      case PRICES -> revisions.prices();
      case QUALITY -> revisions.quality();
      case HEALTH -> revisions.health();
    };
  }
}
