package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading answers of Gemini, whole and streamed. */
final class GeminiReplyTest {
  private static final Signature SIGNATURE =
      new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "c2ln");

  private static Reply fold(String... chunks) {
    ReplyFold fold = Samples.fold(Samples.chunks(chunks));
    assertThat(fold.problem()).isEmpty();
    assertThat(fold.ended()).isTrue();
    return fold.toReply();
  }

  private static String chunk(String parts, String more) {
    return "{'candidates':[{'content':{'role':'model','parts':[%s]}%s}],'responseId':'i','modelVersion':'v'}"
        .formatted(parts, more);
  }

  private static Choice only(Reply reply) {
    return reply.choices().getFirst();
  }

  private static Part.Text signed(String text) {
    return new Part.Text(text, List.of(), List.of(), Optional.of(SIGNATURE), Extras.NONE);
  }

  @Test
  void joinsTextsOfAStreamAndKeepsSignaturesOnTheirParts() {
    Reply reply =
        fold(
            chunk("{'text':'think','thought':true}", ""),
            chunk("{'text':'ing','thought':true}", ""),
            chunk("{'text':'Hel'}", ""),
            chunk("{'text':'lo'}", ""),
            chunk("{'text':'','thoughtSignature':'c2ln'}", ",'finishReason':'STOP'"));

    assertThat(reply)
        .isEqualTo(
            new Reply(
                "i",
                "v",
                0,
                List.of(
                    new Choice(
                        0,
                        List.of(Part.Reasoning.of("thinking"), Part.Text.of("Hello"), signed("")),
                        StopReason.END,
                        Optional.empty(),
                        Extras.NONE)),
                Optional.empty(),
                Extras.NONE));
  }

  @Test
  void doesNotMergeATextWithASignatureWithItsNeighbours() {
    assertThat(
            only(fold(
                    chunk("{'text':'a'},{'text':'b','thoughtSignature':'c2ln'},{'text':'c'}", ""),
                    chunk("{'text':'d'}", ",'finishReason':'STOP'")))
                .parts())
        .containsExactly(Part.Text.of("a"), signed("b"), Part.Text.of("cd"));
  }

  @Test
  void goesOnAfterAnIntermediateStop() {
    Reply reply =
        fold(
            chunk("{'text':'a'}", ",'finishReason':'STOP'"),
            chunk("{'text':'b'}", ",'finishReason':'MAX_TOKENS'"));

    assertThat(only(reply).parts()).containsExactly(Part.Text.of("ab"));
    assertThat(only(reply).stop()).isEqualTo(StopReason.MAX_TOKENS);
  }

  @Test
  void makesUpDifferentIdsForCallsWithoutThatAreTheSameEachTime() {
    String body =
        chunk(
            "{'functionCall':{'name':'f','args':{'a':1.0}},'thoughtSignature':'c2ln'},"
                + "{'functionCall':{'name':'f'}},{'functionCall':{'name':'g','id':'x'}},{'text':''}",
            ",'finishReason':'STOP','finishMessage':'Model generated function call(s).'");
    Choice choice = only(fold(body));
    List<String> ids = choice.parts().stream().map(part -> ((Part.ToolCall) part).id()).toList();

    assertThat(choice.stop()).isEqualTo(StopReason.TOOL_CALLS);
    assertThat(choice.parts())
        .containsExactly(
            new Part.ToolCall(ids.get(0), "f", "{\"a\":1.0}", Optional.of(SIGNATURE), Extras.NONE),
            Part.ToolCall.of(ids.get(1), "f", "{}"),
            Part.ToolCall.of("x", "g", "{}"));
    assertThat(ids.subList(0, 2)).doesNotHaveDuplicates().allMatch(ToolIds::isMadeUp);
    assertThat(only(fold(body))).isEqualTo(choice);
    assertThat(only(Samples.reply(body))).isEqualTo(choice);
  }

  @Test
  void putsStreamedArgumentsTogether() {
    Choice choice =
        only(
            fold(
                chunk(
                    "{'functionCall':{'name':'f','willContinue':true},'thoughtSignature':'c2ln'}",
                    ""),
                chunk(
                    "{'functionCall':{'partialArgs':[{'jsonPath':'$.a.b[0]','stringValue':'Bos',"
                        + "'willContinue':true}],'willContinue':true}}",
                    ""),
                chunk(
                    "{'functionCall':{'partialArgs':[{'jsonPath':'$.a.b[0]','stringValue':'ton'},"
                        + "{'jsonPath':'$[\\\"c d\\\"]','numberValue':5},{'jsonPath':'$.e',"
                        + "'boolValue':true},{'jsonPath':'$.n','nullValue':'NULL_VALUE'}],"
                        + "'willContinue':true}}",
                    ""),
                chunk("{'functionCall':{}}", ",'finishReason':'STOP'")));

    Part.ToolCall call = (Part.ToolCall) choice.parts().getFirst();
    assertThat(choice.parts()).hasSize(1);
    assertThat(call.argumentsJson())
        .isEqualTo("{\"a\":{\"b\":[\"Boston\"]},\"c d\":5,\"e\":true,\"n\":null}");
    assertThat(call.signature()).contains(SIGNATURE);
  }

  @Test
  void failsOnStreamedArgumentsThatFitNowhere() {
    ReplyFold fold =
        Samples.fold(
            Samples.chunks(
                chunk(
                    "{'functionCall':{'name':'f','willContinue':true,"
                        + "'partialArgs':[{'jsonPath':'$.a[7]','numberValue':1}]}}",
                    "")));

    assertThat(fold.problem().map(Problem::kind)).contains(ProblemKind.UPSTREAM);
  }

  @Test
  void countsTheLastUsageWithCachedTokensApartAndThoughtsInTheOutput() {
    String body =
        "{'candidates':[{'content':{},'finishReason':1}],'usageMetadata':{'promptTokenCount':100,"
            + "'cachedContentTokenCount':40,'candidatesTokenCount':10,'thoughtsTokenCount':5,"
            + "'toolUsePromptTokenCount':7,'totalTokenCount':122,'promptTokensDetails':["
            + "{'modality':'AUDIO','tokenCount':30}],'cacheTokensDetails':[{'modality':4,"
            + "'tokenCount':10}],'candidatesTokensDetails':[{'modality':'AUDIO','tokenCount':4}]}}";
    Usage usage = new Usage(60, 40, 0, 0, 7, 15, 5, 20, 4, "");

    assertThat(Samples.reply(body).usage()).contains(usage);
    assertThat(usage.total()).isEqualTo(122);
    assertThat(UsageMetadata.read(UsageMetadata.write(usage))).contains(usage);
    assertThat(UsageMetadata.write(usage).path("totalTokenCount").asLong()).isEqualTo(122);
  }

  @Test
  void saysNothingOfUsageWithoutFigures() {
    List<ReplyEvent> events =
        Samples.chunks(
            "{'candidates':[{'content':{'parts':[{'text':'a'}]}}],"
                + "'usageMetadata':{'trafficType':'ON_DEMAND'}}",
            "{'candidates':[{'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':1}}");

    assertThat(events)
        .filteredOn(event -> event instanceof ReplyEvent.UsageReported)
        .containsExactly(new ReplyEvent.UsageReported(Usage.of(1, 0)));
  }

  @Test
  void readsABlockedPromptAsAFilteredAnswerWithoutParts() {
    String body =
        "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{'promptTokenCount':3}}";
    Reply expected =
        new Reply(
            "",
            "",
            0,
            List.of(
                new Choice(0, List.of(), StopReason.CONTENT_FILTER, Optional.empty(), Extras.NONE)),
            Optional.of(Usage.of(3, 0)),
            Extras.of(
                Protocol.GEMINI, Samples.json("{'promptFeedback':{'blockReason':'SAFETY'}}")));

    assertThat(Samples.reply(body)).isEqualTo(expected);
    assertThat(fold(body)).isEqualTo(expected);
    assertThat(Samples.CLIENT.encodeReply(expected, Samples.FRAME, new Losses()).has("candidates"))
        .isFalse();
    assertThat(Samples.streamed(expected)).isEqualTo(Samples.whole(expected));
  }

  @Test
  void readsSourcesWithTheirPlacesInUtf16() {
    Choice choice =
        only(
            fold(
                chunk("{'text':'Zürich 😀 is '}", ""),
                chunk(
                    "{'text':'nice.'}",
                    ",'finishReason':'STOP','groundingMetadata':{'groundingChunks':[{'web':{"
                        + "'uri':'https://e.com','title':'E'}},{'retrievedContext':{'text':'no url'}}],"
                        + "'groundingSupports':[{'segment':{'startIndex':13,'endIndex':21,"
                        + "'text':'is nice.'},'groundingChunkIndices':[0,1]}]}")));

    assertThat(choice.parts())
        .containsExactly(
            new Part.Text(
                "Zürich 😀 is nice.",
                List.of(
                    new Citation(
                        Optional.of("https://e.com"),
                        Optional.of("E"),
                        Optional.empty(),
                        OptionalInt.of(10),
                        OptionalInt.of(18),
                        Nested.MARK)),
                List.of(),
                Optional.empty(),
                Extras.NONE));
    assertThat(choice.extras().fields().has("groundingMetadata")).isTrue();
  }

  @Test
  void readsLogProbsOntoTheirTexts() {
    Choice choice =
        only(
            Samples.reply(
                chunk(
                    "{'text':'ab'},{'functionCall':{'id':'1','name':'f'}},{'text':'c'}",
                    ",'finishReason':'STOP','logprobsResult':{'chosenCandidates':["
                        + "{'token':'a','logProbability':-0.5,'tokenId':1},"
                        + "{'token':'b','logProbability':-1},{'token':'c','logProbability':-2}],"
                        + "'topCandidates':[{'candidates':[{'token':'a','logProbability':-0.5}]}]}")));
    TokenLogProb a = token("a", "-0.5", List.of(token("a", "-0.5", List.of())));

    assertThat(choice.parts())
        .containsExactly(
            new Part.Text(
                "ab",
                List.of(),
                List.of(a, token("b", "-1", List.of())),
                Optional.empty(),
                Extras.NONE),
            Part.ToolCall.of("1", "f", "{}"),
            new Part.Text(
                "c",
                List.of(),
                List.of(token("c", "-2", List.of())),
                Optional.empty(),
                Extras.NONE));
  }

  private static TokenLogProb token(String text, String logProb, List<TokenLogProb> top) {
    return new TokenLogProb(text, new BigDecimal(logProb), Optional.empty(), top);
  }

  @Test
  void keepsChoicesApart() {
    Reply reply =
        fold(
            "{'candidates':[{'index':1,'content':{'parts':[{'text':'b'}]},'finishReason':'STOP'},"
                + "{'index':0,'content':{'parts':[{'text':'a'}]}}]}",
            "{'candidates':[{'index':0,'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'}]}");

    assertThat(reply.choices().stream().map(Choice::parts))
        .containsExactly(List.of(Part.Text.of("aa")), List.of(Part.Text.of("b")));
  }

  @Test
  void keepsPartsOnlyGeminiKnowsAndMalformedOnes() {
    assertThat(
            only(fold(
                    chunk(
                        "{'executableCode':{'code':'1'}},{'toolCall':{'toolType':'X'}},{'text':5}",
                        ",'finishReason':'STOP'")))
                .parts())
        .containsExactly(
            opaque("executableCode", "{'executableCode':{'code':'1'}}"),
            opaque("toolCall", "{'toolCall':{'toolType':'X'}}"),
            opaque("text", "{'text':5}"));
  }

  private static Part opaque(String type, String raw) {
    return new Part.Opaque(Protocol.GEMINI, type, Samples.json(raw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'candidates':[]}",
        "{'candidates':[7]}",
        "{'candidates':[{'index':128}]}",
        "{'error':{'code':503,'message':'x','status':'UNAVAILABLE'}}"
      })
  void refusesWhatIsNoAnswer(String body) {
    assertThatThrownBy(() -> Samples.reply(body)).isInstanceOf(ProblemException.class);
    ReplyFold fold = Samples.fold(Samples.chunks(body));
    assertThat(fold.problem()).isPresent();
    assertThat(fold.ended()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "[1]", "7", "[{'error':{'code':429,'status':'X'}}]"})
  void failsOnEventsThatAreNoAnswer(String data) {
    List<ReplyEvent> events = Samples.chunks(chunk("{'text':'a'}", ""), data, data);

    assertThat(events.getLast()).isInstanceOf(ReplyEvent.Failed.class);
    assertThat(events).filteredOn(event -> event instanceof ReplyEvent.Failed).hasSize(1);
  }

  @Test
  void failsWhenThereAreTooManyParts() {
    StringBuilder parts = new StringBuilder("{'x':1}");
    for (int i = 0; i < ChoiceParts.MAX_PARTS; i++) {
      parts.append(",{'x':1}");
    }
    assertThatThrownBy(() -> Samples.reply(chunk(parts.toString(), "")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.UPSTREAM));
  }
}
