package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamDecoderTest {
  private static final String CREATED =
      "{'type':'response.created','response':{'id':'resp_1','model':'m','created_at':5}}";
  private static final String COMPLETED =
      "{'type':'response.completed','response':{'id':'resp_1','status':'completed'}}";

  private static List<Part> parts(String... events) {
    return fold(events).toReply().choices().getFirst().parts();
  }

  private static ReplyFold fold(String... events) {
    List<ReplyEvent> decoded = Wire.decodeStream(events);
    assertThat(EventOrder.complaints(decoded)).isEmpty();
    return Wire.fold(decoded);
  }

  private static Extras id(String id) {
    return Extras.of(Protocol.RESPONSES, StrictJson.object().put(Notes.ID, id));
  }

  @Test
  void joinsEventsOfAnItemByIndexWhenItsIdChanges() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'message','id':'a'}}",
            "{'type':'response.output_text.delta','output_index':0,'item_id':'b','delta':'x'}",
            "{'type':'response.output_text.delta','output_index':0,'item_id':'c','delta':'y'}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'message',"
                + "'id':'d','content':[{'type':'output_text','text':'xy'}]}}",
            COMPLETED);

    assertThat(parts)
        .containsExactly(new Part.Text("xy", List.of(), List.of(), Optional.empty(), id("d")));
  }

  @Test
  void keepsTheEncryptedContentThatComesLast() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'reasoning','id':'r','encrypted_content':'early'}}",
            "{'type':'response.output_item.done','output_index':0,'item':"
                + "{'type':'reasoning','id':'r','summary':[],'encrypted_content':'late'}}",
            COMPLETED);

    assertThat(parts)
        .containsExactly(
            new Part.Reasoning(
                "",
                Optional.of(new Signature(Protocol.RESPONSES, Signature.Kind.ENCRYPTED, "late")),
                id("r")));
  }

  @Test
  void joinsSeveralSummaryPartsWithABlankLine() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'reasoning','id':'r'}}",
            "{'type':'response.reasoning_summary_text.delta','output_index':0,"
                + "'summary_index':0,'delta':'one'}",
            "{'type':'response.reasoning_summary_text.delta','output_index':0,"
                + "'summary_index':1,'delta':'tw'}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                + "'id':'r','summary':[{'type':'summary_text','text':'one'},"
                + "{'type':'summary_text','text':'two'}]}}",
            COMPLETED);

    assertThat(parts).containsExactly(new Part.Reasoning("one\n\ntwo", Optional.empty(), id("r")));
  }

  @Test
  void readsTheReasoningOfOpenModels() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,"
                + "'item':{'type':'reasoning','id':'r'}}",
            "{'type':'response.reasoning_text.delta','output_index':0,'content_index':0,"
                + "'delta':'hm'}",
            COMPLETED);

    assertThat(parts).containsExactly(new Part.Reasoning("hm", Optional.empty(), id("r")));
  }

  @Test
  void keepsCallsInParallelApartWhateverTheOrderOfTheirDeltas() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,'item':"
                + "{'type':'function_call','id':'f0','call_id':'c0','name':'a','arguments':''}}",
            "{'type':'response.output_item.added','output_index':1,'item':"
                + "{'type':'function_call','id':'f1','call_id':'c1','name':'b','arguments':''}}",
            "{'type':'response.function_call_arguments.delta','output_index':1,'delta':'{1'}",
            "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{0'}",
            "{'type':'response.function_call_arguments.delta','output_index':1,'delta':'}'}",
            "{'type':'response.function_call_arguments.done','output_index':0,"
                + "'arguments':'{0}'}",
            COMPLETED);

    assertThat(parts)
        .containsExactly(
            new Part.ToolCall("c0", "a", "{0}", Optional.empty(), id("f0")),
            new Part.ToolCall("c1", "b", "{1}", Optional.empty(), id("f1")));
  }

  @Test
  void takesTextThatOnlyTheLastEventHolds() {
    ReplyFold fold =
        fold(
            CREATED,
            "{'type':'response.completed','response':{'id':'resp_1','status':'completed',"
                + "'output':[{'type':'message','id':'m','content':"
                + "[{'type':'output_text','text':'all'}]}]}}");

    assertThat(fold.toReply().choices().getFirst().parts())
        .containsExactly(new Part.Text("all", List.of(), List.of(), Optional.empty(), id("m")));
  }

  @Test
  void loosesNoTextWhenMessagesOverlap() {
    List<Part> parts =
        parts(
            CREATED,
            "{'type':'response.output_text.delta','output_index':0,'delta':'a'}",
            "{'type':'response.output_text.delta','output_index':1,'delta':'b'}",
            "{'type':'response.output_text.delta','output_index':0,'delta':'c'}",
            COMPLETED);

    assertThat(parts).extracting(part -> ((Part.Text) part).text()).containsExactly("a", "b", "c");
  }

  @Test
  void ignoresAnErrorAfterTheAnswerWasComplete() {
    ReplyFold fold =
        fold(CREATED, COMPLETED, "{'type':'error','code':'server_error','message':'late'}");

    assertThat(fold.ended()).isTrue();
    assertThat(fold.problem()).isEmpty();
  }

  @Test
  void failsOnAnErrorEventOfEitherShape() {
    ReplyFold nested =
        fold(
            CREATED,
            "{'type':'error','error':{'type':'insufficient_quota',"
                + "'code':'insufficient_quota','message':'pay'}}");
    ReplyFold flat =
        fold(CREATED, "{'type':'error','code':'rate_limit_exceeded','message':'slow'}");

    assertThat(nested.problem().orElseThrow().kind()).isEqualTo(ProblemKind.QUOTA);
    assertThat(flat.problem().orElseThrow().kind()).isEqualTo(ProblemKind.RATE_LIMIT);
    assertThat(flat.problem().orElseThrow().message()).isEqualTo("slow");
  }

  @Test
  void failsWhenTheResponseFailedAndKeepsItsUsage() {
    ReplyFold fold =
        fold(
            CREATED,
            "{'type':'response.failed','response':{'status':'failed','output':[],"
                + "'error':{'code':'server_error','message':'sorry'},"
                + "'usage':{'input_tokens':3,'output_tokens':1}}}");

    assertThat(fold.problem().orElseThrow().message()).isEqualTo("sorry");
    assertThat(fold.toReply().usage()).contains(Usage.of(3, 1));
  }

  @Test
  void failsOnWhatIsNotJsonAndOnAStreamCutShort() {
    assertThat(fold(CREATED, "{oops").problem()).isPresent();
    assertThat(fold(CREATED).problem().orElseThrow().message())
        .isEqualTo("the provider's stream ended before its answer was complete");
    assertThat(fold().problem()).isPresent();
  }

  @Test
  void failsBeyondTheMostParts() {
    String[] events = new String[ReplyReader.MAX_PARTS + 2];
    events[0] = CREATED;
    for (int i = 1; i < events.length; i++) {
      events[i] =
          "{'type':'response.output_item.added','output_index':%d,'item':%s}"
              .formatted(i, "{'type':'function_call','call_id':'c','name':'n'}");
    }

    assertThat(fold(events).problem()).isPresent();
  }

  @Test
  void leavesTheTextOfACallThatWasCutAsItIs() {
    ReplyFold fold =
        fold(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,'item':"
                + "{'type':'function_call','call_id':'c','name':'n'}}",
            "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{'}",
            "{'type':'response.incomplete','response':{'status':'incomplete',"
                + "'incomplete_details':{'reason':'max_output_tokens'}}}");

    assertThat(fold.toReply().choices().getFirst().stop()).isEqualTo(StopReason.MAX_TOKENS);
    assertThat(fold.toReply().choices().getFirst().parts())
        .containsExactly(new Part.ToolCall("c", "n", "{", Optional.empty(), id("")));
  }
}
