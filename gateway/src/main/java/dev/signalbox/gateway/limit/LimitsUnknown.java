package dev.signalbox.gateway.limit;

/** Nobody can tell whether there is room, as the store of limits does not answer. */
public final class LimitsUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LimitsUnknown() {
    super("the store of limits does not answer", null, false, false);
  }
}
