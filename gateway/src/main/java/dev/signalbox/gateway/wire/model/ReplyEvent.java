package dev.signalbox.gateway.wire.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One step of a streamed answer.
 *
 * <p>Order: one {@link Started}; then per choice any number of parts, each {@link PartOpened}, its
 * deltas and annotations, {@link PartClosed}; then {@link Stopped} once per choice; then {@link
 * Ended}. {@link UsageReported} comes anywhere after the start, the last one counts. {@link Failed}
 * ends the stream at any point instead. Parts are numbered from 0 within their choice in the order
 * they open; tool calls may stay open beside each other and beside one other part (Chat, where
 * nothing tells that a call is whole), other parts may not overlap.
 */
public sealed interface ReplyEvent {
  /** The choice it belongs to, from 0; 0 too for what is said of the whole answer. */
  default int choice() {
    return 0;
  }

  /** The answer begins. */
  record Started(String id, String model, long createdSeconds, Extras extras)
      implements ReplyEvent {}

  /**
   * A part begins.
   *
   * @param opening the part with what is known of it at once: a text, reasoning, refusal or tool
   *     call grows by deltas; media, results and opaque parts are whole
   */
  record PartOpened(int choice, int part, Part opening) implements ReplyEvent {}

  /** More text, reasoning, refusal or tool arguments, appended to the open part. */
  record Delta(int choice, int part, String text) implements ReplyEvent {}

  /** The open text is supported by a source. */
  record Cited(int choice, int part, Citation citation) implements ReplyEvent {}

  /** The open part carries a signature; a later one replaces an earlier one. */
  record Signed(int choice, int part, Signature signature) implements ReplyEvent {}

  /** Log probabilities of the tokens that the last deltas of the open text were made of. */
  record LogProbs(int choice, int part, List<TokenLogProb> tokens) implements ReplyEvent {
    public LogProbs {
      tokens = List.copyOf(tokens);
    }
  }

  /** Further fields of the open part that only its protocol knows; a later one is merged over. */
  record Annotated(int choice, int part, Extras extras) implements ReplyEvent {}

  /** The part is whole. */
  record PartClosed(int choice, int part) implements ReplyEvent {}

  /** The choice is whole. */
  record Stopped(int choice, StopReason stop, Optional<String> stopSequence, Extras extras)
      implements ReplyEvent {}

  /** Tokens so far, cumulative. */
  record UsageReported(Usage usage) implements ReplyEvent {}

  /** Further fields of the reply itself; a later one is merged over. */
  record ReplyAnnotated(Extras extras) implements ReplyEvent {}

  /** The answer failed; nothing follows. */
  record Failed(Problem problem) implements ReplyEvent {}

  /** The answer is whole; nothing follows. */
  record Ended() implements ReplyEvent {}

  /** An event that only its own protocol knows; it changes nothing. */
  record Unmapped(ApiFormat origin, String type, JsonNode raw) implements ReplyEvent {}
}
