package dev.signalbox.gateway.wire.model;

/** Why an answer ended. */
public enum StopReason {
  END,
  STOP_SEQUENCE,
  MAX_TOKENS,
  TOOL_CALLS,
  CONTENT_FILTER,
  REFUSAL,
  PAUSE,
  CONTEXT_EXCEEDED,
  ERROR
}
