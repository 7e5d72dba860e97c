package dev.signalbox.gateway.vault;

/** Secrets cannot be sealed or opened; the message says why and what to do, and no secret. */
public final class VaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
