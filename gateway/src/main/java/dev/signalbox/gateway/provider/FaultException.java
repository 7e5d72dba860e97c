package dev.signalbox.gateway.provider;

/** Ends an attempt with a {@link Fault}, where an answer was expected. */
public final class FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  FaultException(Fault fault) {
    super(fault.name(), null, false, false);
    this.fault = fault;
  }

  /** What ended it. */
  public Fault fault() {
    return fault;
  }
}
