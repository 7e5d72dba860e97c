package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether and which tool the model must call. */
public sealed interface ToolChoice {
  /** No tool may be called. */
  record None() implements ToolChoice {}

  /** The model decides. */
  record Auto() implements ToolChoice {}

  /** Some tool must be called. */
  record Any() implements ToolChoice {}

  /** This function must be called. */
  record Named(String name) implements ToolChoice {}

  /**
   * Only these functions may be called.
   *
   * @param required whether one of them must be
   */
  record Allowed(List<String> names, boolean required) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }
  }

  /** A choice that only its own protocol knows, such as forcing a server tool. */
  record Native(ApiFormat origin, JsonNode raw) implements ToolChoice {}
}
