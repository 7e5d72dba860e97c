package dev.signalbox.gateway.wire.model;

/** Who speaks in a turn. Tool results are parts of a {@link #USER} turn. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT
}
