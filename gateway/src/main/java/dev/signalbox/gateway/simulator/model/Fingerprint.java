package dev.signalbox.gateway.simulator.model;

import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.Tool;
import dev.signalbox.gateway.wire.model.Turn;

/**
 * A 64-bit number that stands for what was added (FNV-1a, mixed at the end); not for secrets. Used
 * by one thread at a time.
 */
final class Fingerprint {
  private static final long PRIME = 0x100000001B3L;
  private static final int EDGE_CHARACTERS = 256;

  private long state = 0xCBF29CE484222325L;

  Fingerprint(long seed) {
    add(seed);
  }

  /**
   * Stands for the conversation, the tools, the asked-for format and the sampling seed: the same
   * question asked through two protocols, whole or streamed, has the same fingerprint.
   */
  static long of(Request request, long seed) {
    Fingerprint fingerprint = new Fingerprint(seed);
    request.turns().forEach(fingerprint::addTurn);
    for (Tool tool : request.tooling().tools()) {
      fingerprint.add(
          switch (tool) {
            case Tool.Function function -> function.name();
            case Tool.Native other -> other.type();
          });
    }
    request.sampling().seed().ifPresent(fingerprint::add);
    request.output().format().ifPresent(format -> fingerprint.add(nameOf(format)));
    return fingerprint.value();
  }

  Fingerprint add(String text) {
    for (int i = 0; i < text.length(); i++) {
      state = (state ^ text.charAt(i)) * PRIME;
    }
    // The length keeps "ab","c" apart from "a","bc".
    return add(text.length());
  }

  Fingerprint add(long number) {
    state = (state ^ Dice.mix(number)) * PRIME;
    return this;
  }

  long value() {
    return Dice.mix(state);
  }

  private void addTurn(Turn turn) {
    String role = turn.role() == Role.DEVELOPER ? Role.SYSTEM.name() : turn.role().name();
    for (Part part : turn.parts()) {
      add(role);
      addPart(part);
    }
  }

  private void addPart(Part part) {
    switch (part) {
      case Part.Text text -> add(text.text());
      case Part.Reasoning reasoning -> add(reasoning.text());
      case Part.Refusal refusal -> add(refusal.text());
      case Part.Media media -> addSource(media.source());
      case Part.ToolCall call -> add(call.name()).add(call.argumentsJson());
      case Part.ToolResult result -> result.content().forEach(this::addPart);
      case Part.Opaque opaque -> add(opaque.type());
    }
  }

  private void addSource(MediaSource source) {
    switch (source) {
      case MediaSource.Inline inline -> add(inline.mimeType()).addEdges(inline.base64());
      case MediaSource.Url url -> add(url.url());
      case MediaSource.FileId file -> add(file.id());
      case MediaSource.PlainText text -> add(text.text());
    }
  }

  /** Megabytes of media are told apart by their length and their ends. */
  private void addEdges(String text) {
    int edge = Math.min(text.length(), EDGE_CHARACTERS);
    add(text.substring(0, edge)).add(text.substring(text.length() - edge)).add(text.length());
  }

  private static String nameOf(ResponseFormat format) {
    return switch (format) {
      case ResponseFormat.Text _ -> "text";
      case ResponseFormat.JsonObject _ -> "json_object";
      case ResponseFormat.JsonSchema schema -> "json_schema " + schema.schema();
    };
  }
}
