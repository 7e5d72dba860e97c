package dev.signalbox.gateway.wire.model;

import java.util.List;

/**
 * One generation request in canonical form: what any of the client formats can ask for.
 *
 * @param model the model name as the client wrote it
 * @param stream whether the answer is wanted as a stream
 * @param turns the conversation in order, instructions included where they stood
 */
public record Request(
    String model,
    boolean stream,
    List<Turn> turns,
    Tooling tooling,
    Sampling sampling,
    OutputSpec output,
    Labels labels,
    Extras extras) {
  public Request {
    turns = List.copyOf(turns);
  }

  /** The same request for another model. */
  public Request withModel(String newModel) {
    return new Request(newModel, stream, turns, tooling, sampling, output, labels, extras);
  }

  /** The same request with other turns. */
  public Request withTurns(List<Turn> newTurns) {
    return new Request(model, stream, newTurns, tooling, sampling, output, labels, extras);
  }
}
