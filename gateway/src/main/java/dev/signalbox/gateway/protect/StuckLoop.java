package dev.signalbox.gateway.protect;

/** Where an event loop is, in the shape in which logs show it; never thrown. */
final class StuckLoop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StuckLoop(LoopPulse.Stuck stuck) {
    super("it is at", null, false, true);
    setStackTrace(stuck.stack().toArray(StackTraceElement[]::new));
  }
}
