package dev.signalbox.analytics.capture;

import java.util.Locale;

/** Where on its way through the gateway something was captured. */
public enum Stage {
  /** As the client sent it. */
  CLIENT_REQUEST,
  /** As it went to a provider. */
  PROVIDER_REQUEST,
  /** As the provider sent it. */
  PROVIDER_ANSWER,
  /** As the client got it. */
  CLIENT_ANSWER;

  /** Its name in the database and in answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
