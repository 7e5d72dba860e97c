package dev.signalbox.gateway.wire.codec;

import java.util.Optional;

/**
 * What the address of a request says about it, for formats that put it there (Gemini).
 *
 * @param model the model named in the path; empty when the body names it
 * @param stream whether the path asks for a stream; empty when the body says
 */
public record RequestTarget(Optional<String> model, Optional<Boolean> stream) {
  /** The body says everything. */
  public static final RequestTarget IN_BODY = new RequestTarget(Optional.empty(), Optional.empty());
}
