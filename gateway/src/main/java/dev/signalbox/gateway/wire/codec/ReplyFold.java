package dev.signalbox.gateway.wire.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Folds the events of a streamed answer to the whole answer. Used by one thread at a time.
 *
 * <p>INVARIANT: for every provider format, folding the decoded stream of an answer equals decoding
 * the same answer sent whole.
 */
public final class ReplyFold {
  private String id = "";
  private String model = "";
  private long createdSeconds;
  private Extras extras = Extras.NONE;
  private Optional<Usage> usage = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private boolean ended;
  private final Map<Integer, OpenChoice> choices = new TreeMap<>();

  private static final class OpenChoice {
    final Map<Integer, PartFold> parts = new TreeMap<>();
    StopReason stop = StopReason.END;
    Optional<String> stopSequence = Optional.empty();
    Extras extras = Extras.NONE;
  }

  /** Takes the next event. */
  public void accept(ReplyEvent event) {
    switch (event) {
      case ReplyEvent.Started started -> start(started);
      case ReplyEvent.PartOpened(int choice, int part, Part opening) ->
          choice(choice).parts.put(part, new PartFold(opening));
      case ReplyEvent.Delta(int choice, int part, String text) -> part(choice, part).append(text);
      case ReplyEvent.Cited(int choice, int part, var citation) ->
          part(choice, part).cite(citation);
      case ReplyEvent.Signed(int choice, int part, var signature) ->
          part(choice, part).sign(signature);
      case ReplyEvent.LogProbs(int choice, int part, var tokens) ->
          part(choice, part).logProbs(tokens);
      case ReplyEvent.Annotated(int choice, int part, var more) ->
          part(choice, part).annotate(more);
      case ReplyEvent.PartClosed _, ReplyEvent.Unmapped _ -> {}
      case ReplyEvent.Stopped stopped -> stop(stopped);
      case ReplyEvent.UsageReported(var tokens) -> usage = Optional.of(tokens);
      case ReplyEvent.ReplyAnnotated(var more) -> extras = merge(extras, more);
      case ReplyEvent.Failed(var failure) -> problem = Optional.of(failure);
      case ReplyEvent.Ended _ -> ended = true;
    }
  }

  /** The answer as far as it came. */
  public Reply toReply() {
    List<Choice> whole = new ArrayList<>();
    choices.forEach(
        (index, open) ->
            whole.add(
                new Choice(
                    index,
                    open.parts.values().stream().map(PartFold::toPart).toList(),
                    open.stop,
                    open.stopSequence,
                    open.extras)));
    return new Reply(id, model, createdSeconds, whole, usage, extras);
  }

  /** The failure that ended the stream; empty when none did. */
  public Optional<Problem> problem() {
    return problem;
  }

  /** Whether the stream ended well. */
  public boolean ended() {
    return ended;
  }

  private void start(ReplyEvent.Started started) {
    id = started.id();
    model = started.model();
    createdSeconds = started.createdSeconds();
    extras = merge(extras, started.extras());
  }

  private void stop(ReplyEvent.Stopped stopped) {
    OpenChoice open = choice(stopped.choice());
    open.stop = stopped.stop();
    open.stopSequence = stopped.stopSequence();
    open.extras = merge(open.extras, stopped.extras());
  }

  private OpenChoice choice(int index) {
    return choices.computeIfAbsent(index, _ -> new OpenChoice());
  }

  private PartFold part(int choice, int part) {
    PartFold open = choice(choice).parts.get(part);
    if (open == null) {
      throw new IllegalStateException("part %d of choice %d is not open".formatted(part, choice));
    }
    return open;
  }

  /** {@code later} over {@code earlier}, field by field. */
  static Extras merge(Extras earlier, Extras later) {
    if (earlier.isEmpty() || later.isEmpty()) {
      return earlier.isEmpty() ? later : earlier;
    }
    ObjectNode merged = earlier.fields().deepCopy();
    merged.setAll(later.fields());
    return new Extras(later.origin(), merged);
  }
}
