package dev.signalbox.gateway.provider;

import java.util.Locale;

/** How far a call to a provider has come. */
public enum Phase {
  /** Nothing has left the gateway. */
  WAITING,
  /** The connection is being made, name and TLS included. */
  CONNECT,
  /** The request is out, the answer's status is not there. */
  HEAD,
  /** The status is there, no piece of the answer is. */
  FIRST_TOKEN,
  /** The answer is coming. */
  BODY;

  /** Its name in records. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the provider may have begun to work, and to charge for it. */
  public boolean reachedProvider() {
    return compareTo(HEAD) >= 0;
  }
}
