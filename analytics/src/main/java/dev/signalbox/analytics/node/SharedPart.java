package dev.signalbox.analytics.node;

import java.util.Locale;

/** What is stored once and held in memory by every process: read anew when it has changed. */
public enum SharedPart {
  /** Keys of callers. */
  KEYS,
  /** People and their sessions. */
  PEOPLE,
  /** Profiles made at run time. */
  PROFILES,
  /** Providers and virtual gateways made at run time, and which providers are drained. */
  REGISTRATIONS,
  /** What prompts are placed among. */
  CLUSTERS,
  /** Canaries that were ended. */
  CANARIES;

  /** Its name in the table of changes. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
