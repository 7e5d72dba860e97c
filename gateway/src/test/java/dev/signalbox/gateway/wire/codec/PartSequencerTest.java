package dev.signalbox.gateway.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartSequencerTest {
  private static final ReplyEvent STOPPED =
      new ReplyEvent.Stopped(0, StopReason.TOOL_CALLS, Optional.empty(), Extras.NONE);

  @Test
  void interleavedCallsComeOutOneAfterAnother() {
    assertThat(
            sequenced(open(0), open(1), delta(0), delta(1), close(1), delta(0), close(0), STOPPED))
        .containsExactly(
            open(0), delta(0), delta(0), close(0), open(1), delta(1), close(1), STOPPED);
  }

  @Test
  void aPartWhoseTurnComesWhileItIsOpenGoesOnAtOnce() {
    assertThat(sequenced(open(0), open(1), delta(1), close(0), delta(1), close(1)))
        .containsExactly(open(0), close(0), open(1), delta(1), delta(1), close(1));
  }

  @Test
  void whatWaitsIsReleasedWhenTheChoiceStops() {
    assertThat(sequenced(open(0), open(1), delta(1), STOPPED))
        .containsExactly(open(0), open(1), delta(1), STOPPED);
  }

  @Test
  void whatIsSaidOfAWaitingPartWaitsWithItAndWhatIsSaidOfTheReplyDoesNot() {
    ReplyEvent note = new ReplyEvent.Annotated(0, 1, Extras.NONE);
    ReplyEvent logProbs = new ReplyEvent.LogProbs(0, 1, List.of());
    ReplyEvent started = new ReplyEvent.Started("id", "m", 1, Extras.NONE);
    ReplyEvent reply = new ReplyEvent.ReplyAnnotated(Extras.NONE);

    assertThat(sequenced(open(0), open(1), note, logProbs, started, reply, close(0), close(1)))
        .containsExactly(open(0), started, reply, close(0), open(1), note, logProbs, close(1));
  }

  @Test
  void partsThatWereClosedWhileTheyWaitedComeOutWholeOneByOne() {
    assertThat(
            sequenced(open(0), open(1), open(2), delta(1), close(1), delta(2), close(2), close(0)))
        .containsExactly(
            open(0), close(0), open(1), delta(1), close(1), open(2), delta(2), close(2));
  }

  private static List<ReplyEvent> sequenced(ReplyEvent... events) {
    List<ReplyEvent> out = new ArrayList<>();
    PartSequencer sequencer = new PartSequencer(out::add);
    for (ReplyEvent event : events) {
      sequencer.accept(event);
    }
    return out;
  }

  private static ReplyEvent open(int part) {
    return new ReplyEvent.PartOpened(0, part, Part.ToolCall.of("c" + part, "f", ""));
  }

  private static ReplyEvent delta(int part) {
    return new ReplyEvent.Delta(0, part, "x" + part);
  }

  private static ReplyEvent close(int part) {
    return new ReplyEvent.PartClosed(0, part);
  }
}
