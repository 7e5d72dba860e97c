package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signatures of other protocols through a Chat client and back. */
final class ChatSignatureTest {
  private static final Signature SIGNED =
      new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "EqQB");
  private static final Signature REDACTED =
      new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "hidden");
  private static final Signature GEMINI =
      new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "thought");

  private static final List<Part> PARTS =
      List.of(
          new Part.Reasoning("first ", Optional.of(SIGNED), Extras.NONE),
          new Part.Reasoning("", Optional.of(REDACTED), Extras.NONE),
          new Part.Text("answer", List.of(), List.of(), Optional.of(GEMINI), Extras.NONE),
          new Part.ToolCall("call_1", "f", "{}", Optional.of(GEMINI), Extras.NONE));

  private static Reply reply(List<Part> parts) {
    return new Reply(
        "id",
        "m",
        5,
        List.of(new Choice(0, parts, StopReason.TOOL_CALLS, Optional.empty(), Extras.NONE)),
        Optional.empty(),
        Extras.NONE);
  }

  /** The parts of {@code message} when a client sends it back. */
  private static List<Part> sentBack(ObjectNode message) {
    ObjectNode request = Chat.json("{'model':'m','messages':[{'role':'user','content':'q'}]}");
    request.withArray("messages").add(message);
    return Chat.CLIENT.decodeRequest(request, RequestTarget.IN_BODY).turns().getLast().parts();
  }

  @Test
  void aWholeAnswerSentBackKeepsEverySignature() {
    Losses losses = new Losses();
    ObjectNode body = Chat.CLIENT.encodeReply(reply(PARTS), Chat.frame(), losses);

    assertThat(losses.toList()).isEmpty();
    assertThat(sentBack((ObjectNode) body.at("/choices/0/message"))).isEqualTo(PARTS);
  }

  @Test
  void aStreamedAnswerSentBackKeepsEverySignature() {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply(PARTS), events::add);
    String stream = Chat.streamed(events, Chat.frame(), new Losses());
    ObjectNode message = Chat.json("{'role':'assistant','content':'answer'}");
    for (ObjectNode chunk : Chat.chunksOf(stream)) {
      var delta = chunk.at("/choices/0/delta");
      delta.path("reasoning_details").forEach(message.withArray("reasoning_details")::add);
      if (delta.path("tool_calls").path(0).has("id")) {
        ObjectNode call = delta.path("tool_calls").path(0).deepCopy();
        ((ObjectNode) call.path("function")).put("arguments", "{}");
        message.withArray("tool_calls").add(call);
      }
    }

    assertThat(sentBack(message)).isEqualTo(PARTS);
  }

  @Test
  void reasoningThatNobodySignedIsKeptBesideSignedOne() {
    List<Part> parts =
        List.of(
            Part.Reasoning.of("plain "),
            new Part.Reasoning("signed", Optional.of(SIGNED), Extras.NONE));
    ObjectNode body = Chat.CLIENT.encodeReply(reply(parts), Chat.frame(), new Losses());

    assertThat(sentBack((ObjectNode) body.at("/choices/0/message"))).isEqualTo(parts);
  }

  @Test
  void theResultOfASealedCallNamesTheOriginalId() {
    ObjectNode body = Chat.CLIENT.encodeReply(reply(PARTS), Chat.frame(), new Losses());
    String sealed = body.at("/choices/0/message/tool_calls/0/id").asText();
    ObjectNode result = Chat.json("{'role':'tool','content':'r'}").put("tool_call_id", sealed);

    assertThat(sealed).isNotEqualTo("call_1");
    assertThat(sentBack(result))
        .containsExactly(
            new Part.ToolResult("call_1", "", List.of(Part.Text.of("r")), false, Extras.NONE));
  }

  @Test
  void aForgedSealIsJustAnId() {
    ObjectNode message =
        Chat.json(
            "{'role':'assistant','reasoning_content':'r','reasoning_details':"
                + "[{'type':'reasoning.text','text':'r','signature':'sb1_forged'}]}");

    Part.Reasoning reasoning = (Part.Reasoning) sentBack(message).getFirst();

    assertThat(reasoning.signature().orElseThrow().origin()).isEqualTo(Protocol.CHAT);
  }

  @Test
  void detailsOfOpenRouterComeBackUnchanged() {
    String details =
        "[{'type':'reasoning.text','text':'r','signature':'s','format':'anthropic-claude-v1',"
            + "'index':0},{'type':'reasoning.encrypted','data':'d','id':'rs_1','index':1}]";
    ObjectNode message =
        Chat.json(
            "{'role':'assistant','content':'a','reasoning':'r','reasoning_details':%s}"
                .formatted(details));
    ObjectNode request = Chat.json("{'model':'m','messages':[]}");
    request.withArray("messages").add(message);
    Losses losses = new Losses();

    ObjectNode written =
        Chat.encoded(
            Chat.CLIENT.decodeRequest(request, RequestTarget.IN_BODY),
            Chat.dialect("openrouter"),
            losses);

    assertThat(losses.toList()).isEmpty();
    assertThat(Chat.json(written.at("/messages/0").toString())).isEqualTo(message);
  }

  @Test
  void streamedDetailsOfOpenRouterJoinToTheWholeOnes() {
    String whole =
        "{'content':'a','reasoning':'one two','reasoning_details':[{'type':'reasoning.text',"
            + "'text':'one two','index':0,'signature':'s'},"
            + "{'type':'reasoning.encrypted','data':'d','index':1}]}";

    List<ReplyEvent> events =
        Chat.deltas(
            "stop",
            "{'reasoning':'one ','reasoning_details':[{'type':'reasoning.text','text':'one ','index':0}]}",
            "{'reasoning':'two','reasoning_details':[{'type':'reasoning.text','text':'two','index':0}]}",
            "{'reasoning_details':[{'type':'reasoning.text','signature':'s','index':0}]}",
            "{'reasoning':null,'reasoning_details':[{'type':'reasoning.encrypted','data':'d','index':1}]}",
            "{'content':'a'}");

    Part.Reasoning streamed =
        (Part.Reasoning) Chat.folded(events).choices().getFirst().parts().getFirst();
    Part.Reasoning expected =
        (Part.Reasoning) Chat.answer(whole, "stop").choices().getFirst().parts().getFirst();
    assertThat(streamed.text()).isEqualTo(expected.text());
    assertThat(ReasoningDetails.entriesOf(streamed.signature().orElseThrow()))
        .isEqualTo(ReasoningDetails.entriesOf(expected.signature().orElseThrow()));
  }

  @Test
  void geminisSignatureOnACallStaysWhereThatEndpointPutsIt() {
    List<Part> parts =
        Chat.answer(
                "{'tool_calls':[{'id':'c','function':{'name':'f','arguments':'{}'},"
                    + "'extra_content':{'google':{'thought_signature':'s'}}}]}",
                "stop")
            .choices()
            .getFirst()
            .parts();
    Signature signature = new Signature(Protocol.CHAT, Signature.Kind.SIGNED, "s");

    assertThat(parts)
        .containsExactly(new Part.ToolCall("c", "f", "{}", Optional.of(signature), Extras.NONE));
    ObjectNode body = Chat.CLIENT.encodeReply(reply(parts), Chat.frame(), new Losses());
    assertThat(body.at("/choices/0/message/tool_calls/0/extra_content/google/thought_signature"))
        .hasToString("\"s\"");
    assertThat(sentBack((ObjectNode) body.at("/choices/0/message"))).isEqualTo(parts);
  }
}
