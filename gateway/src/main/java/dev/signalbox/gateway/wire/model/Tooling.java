package dev.signalbox.gateway.wire.model;

import java.util.List;
import java.util.Optional;

/**
 * The tools of a request and how they may be used.
 *
 * @param parallel whether several calls in one answer are allowed; absent means the provider's
 *     default
 */
public record Tooling(List<Tool> tools, Optional<ToolChoice> choice, Optional<Boolean> parallel) {
  /** No tools. */
  public static final Tooling NONE = new Tooling(List.of(), Optional.empty(), Optional.empty());

  public Tooling {
    tools = List.copyOf(tools);
  }
}
