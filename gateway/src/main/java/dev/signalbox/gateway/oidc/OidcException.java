package dev.signalbox.gateway.oidc;

/** A login with the provider did not succeed; the message is for the person and the log. */
public final class OidcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OidcException(String message) {
    super(message, null, false, false);
  }
}
