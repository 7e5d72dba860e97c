package dev.signalbox.gateway.cli;

/** The server cannot start; the message is one sentence for people. */
public final class StartException extends RuntimeException {
  /**
   * @param message what is wrong and what can be done
   */
  public StartException(String message) {
    super(message);
  }
}
