package dev.signalbox.gateway.simulator;

import dev.signalbox.gateway.simulator.model.Pieces;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Tells a reply as a provider streams it: token by token, several choices in turn, the input's
 * usage at the start and all of it at the end.
 */
final class ReplyEvents {
  private ReplyEvents() {}

  /** The events of {@code reply}; usage only when {@code usage} is wanted. */
  static List<ReplyEvent> of(Reply reply, boolean usage) {
    List<ReplyEvent> events = new ArrayList<>();
    events.add(
        new ReplyEvent.Started(reply.id(), reply.model(), reply.createdSeconds(), reply.extras()));
    Optional<Usage> told = reply.usage().filter(_ -> usage);
    told.ifPresent(all -> events.add(new ReplyEvent.UsageReported(inputOf(all))));
    events.addAll(inTurn(reply.choices().stream().map(choice -> eventsOf(reply, choice)).toList()));
    told.ifPresent(all -> events.add(new ReplyEvent.UsageReported(all)));
    events.add(new ReplyEvent.Ended());
    return events;
  }

  private static Usage inputOf(Usage usage) {
    return new Usage(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.toolPrompt(),
        0,
        0,
        usage.audioInput(),
        0,
        "");
  }

  private static List<ReplyEvent> eventsOf(Reply reply, Choice choice) {
    Reply alone =
        new Reply(reply.id(), reply.model(), 0, List.of(choice), Optional.empty(), reply.extras());
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(alone, event -> addTokens(event, events));
    return events;
  }

  private static void addTokens(ReplyEvent event, List<ReplyEvent> events) {
    switch (event) {
      case ReplyEvent.Delta(int choice, int part, String text) ->
          Pieces.of(text).forEach(piece -> events.add(new ReplyEvent.Delta(choice, part, piece)));
      case ReplyEvent.LogProbs(int choice, int part, var tokens) ->
          spread(choice, part, tokens, events);
      case ReplyEvent.Started _, ReplyEvent.Ended _ -> {}
      case ReplyEvent.PartOpened _,
          ReplyEvent.Cited _,
          ReplyEvent.Signed _,
          ReplyEvent.Annotated _,
          ReplyEvent.PartClosed _,
          ReplyEvent.Stopped _,
          ReplyEvent.UsageReported _,
          ReplyEvent.ReplyAnnotated _,
          ReplyEvent.Failed _,
          ReplyEvent.Unmapped _ ->
          events.add(event);
    }
  }

  /** Puts the log probability of each token behind the token. */
  private static void spread(
      int choice, int part, List<TokenLogProb> tokens, List<ReplyEvent> events) {
    int delta = events.size() - tokens.size();
    for (TokenLogProb token : tokens) {
      events.add(delta + 1, new ReplyEvent.LogProbs(choice, part, List.of(token)));
      delta += 2;
    }
  }

  /** One event of each list in turn. */
  private static List<ReplyEvent> inTurn(List<List<ReplyEvent>> choices) {
    List<ReplyEvent> all = new ArrayList<>();
    List<Iterator<ReplyEvent>> open = new ArrayList<>();
    choices.forEach(events -> open.add(events.iterator()));
    while (!open.isEmpty()) {
      open.removeIf(events -> !events.hasNext());
      open.forEach(events -> all.add(events.next()));
    }
    return all;
  }
}
