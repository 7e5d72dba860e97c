package dev.signalbox.gateway.wire.cross;

import static dev.signalbox.gateway.wire.cohere.CohereProviderFormat.COHERE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.Mutations;
import dev.signalbox.gateway.wire.random.RandomReplies;
import dev.signalbox.gateway.wire.random.RandomRequests;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.rules.RequestRules;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every request to Cohere and every answer of it, whichever client asks. */
final class CoherePropertiesTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final ProviderFormat cohere = formats.provider(COHERE);

  @Provide
  Arbitrary<Request> anyRequest() {
    return RandomRequests.any();
  }

  @Provide
  Arbitrary<Request> commonRequest() {
    return RandomRequests.common();
  }

  @Provide
  Arbitrary<Protocol> client() {
    return Arbitraries.of(Protocol.class);
  }

  /** Answers with and without thinking. */
  @Provide
  Arbitrary<Reply> reply() {
    Arbitrary<Optional<String>> thought =
        Arbitraries.of("I think.", "Hm – ✓\n", "😀 then").optional(0.4);
    return Combinators.combine(RandomReplies.common(), thought).as(CoherePropertiesTest::thinking);
  }

  @Provide
  Arbitrary<Recording> recording() {
    return Arbitraries.of(Recordings.own("cohere"));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenKeepsTheRulesOfTheApi(@ForAll("anyRequest") Request request) {
    assertThat(RequestRules.cohere().violations(encoded(request))).isEmpty();
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void aPlainConversationOfEveryClientSaysTheSame(
      @ForAll("client") Protocol client, @ForAll("commonRequest") Request request) {
    ObjectNode asked = formats.provider(client).encodeRequest(request, target(), new Losses());
    Request before = formats.client(client).decodeRequest(parsed(asked), Targets.address(client));

    assertThat(Transcript.of(read(encoded(before)))).isEqualTo(Transcript.of(request));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void streamedEqualsWhole(
      @ForAll("reply") Reply reply, @ForAll boolean planned, @ForAll long seed) {
    CohereAnswers answers = new CohereAnswers(reply, planned);

    Upstream streamed = Upstream.streamed(cohere, Upstream.events(answers.streamed(seed)));

    assertThat(EventContract.violations(streamed.events())).isEmpty();
    assertThat(streamed.problem()).isEmpty();
    assertThat(streamed.reply()).isEqualTo(cohere.decodeReply(answers.whole()));
    assertThat(streamed.reply().choices()).isEqualTo(reply.choices());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void theSdkOfEveryClientReadsWhatTheAnswerSays(
      @ForAll("client") Protocol client,
      @ForAll("reply") Reply reply,
      @ForAll boolean planned,
      @ForAll long seed) {
    CohereAnswers answers = new CohereAnswers(reply, planned);
    Delivery delivery = new Delivery(formats.client(client));

    assertThat(delivery.whole(Upstream.whole(cohere.decodeReply(answers.whole())))).isEmpty();
    assertThat(
            delivery.streamed(Upstream.streamed(cohere, Upstream.events(answers.streamed(seed)))))
        .isEmpty();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anyCutOfTheBytesGivesTheSameEvents(
      @ForAll("reply") Reply reply, @ForAll boolean planned, @ForAll long seed) {
    byte[] bytes = new CohereAnswers(reply, planned).streamed(seed);
    List<SseEvent> cut = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(8 << 20);
    new Mutations(seed).cut(bytes, 5).forEach(piece -> decoder.accept(piece, cut::add));
    decoder.end(cut::add);

    assertThat(Upstream.streamed(cohere, cut))
        .isEqualTo(Upstream.streamed(cohere, Upstream.events(bytes)));
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void damagedAnswersFailOrReachEveryClientInOrder(
      @ForAll("recording") Recording recording, @ForAll long seed) {
    try {
      Upstream upstream = damaged(recording, new Mutations(seed));
      assertThat(EventContract.violations(upstream.events())).isEmpty();
      for (Protocol client : Protocol.values()) {
        new Delivery(formats.client(client)).bytes(upstream.events(), true, new Losses());
        StrictJson.toBytes(
            formats
                .client(client)
                .encodeReply(upstream.reply(), Delivery.frame(upstream.reply()), new Losses()));
      }
    } catch (ProblemException e) {
      assertThat(e.problem().message()).isNotEmpty();
    }
  }

  private Upstream damaged(Recording recording, Mutations mutations) {
    ReplyWatch watch = cohere.watch();
    if (recording.sse().isPresent()) {
      byte[] bytes = recording.sse().get().getBytes(StandardCharsets.UTF_8);
      List<SseEvent> events = Upstream.events(mutations.damage(bytes));
      events.forEach(watch::accept);
      return Upstream.streamed(cohere, events);
    }
    if (mutations.damage(recording.body().orElseThrow()) instanceof ObjectNode body) {
      watch.acceptBody(body);
      return Upstream.whole(cohere.decodeReply(body));
    }
    throw new ProblemException(cohere.decodeProblem(200, StrictJson.object()));
  }

  private static Reply thinking(Reply reply, Optional<String> thought) {
    Choice said = reply.choices().getFirst();
    List<Part> parts = new ArrayList<>();
    thought.ifPresent(text -> parts.add(Part.Reasoning.of(text)));
    parts.addAll(said.parts());
    Choice all = new Choice(0, parts, said.stop(), said.stopSequence(), said.extras());
    return new Reply(reply.id(), "", 0, List.of(all), reply.usage(), reply.extras());
  }

  private static ProviderTarget target() {
    return new ProviderTarget("command-a-03-2025", ModelTraits.UNKNOWN, Dialect.OPENAI);
  }

  private ObjectNode encoded(Request request) {
    return parsed(cohere.encodeRequest(request, target(), new Losses()));
  }

  private static ObjectNode parsed(ObjectNode body) {
    return StrictJson.parseObject(StrictJson.toBytes(body));
  }

  /** Messages and tools of this API are those of Chat, but for plans and thinking. */
  private Request read(ObjectNode body) {
    ObjectNode chat = StrictJson.object().put("model", "m");
    ArrayNode messages = chat.putArray("messages");
    for (JsonNode message : body.path("messages")) {
      ObjectNode copy = message.deepCopy();
      JsonNode plan = copy.remove("tool_plan");
      if (plan != null) {
        copy.set("content", plan);
      }
      messages.add(copy);
    }
    if (body.has("tools")) {
      chat.set("tools", body.path("tools"));
    }
    return formats.client(Protocol.CHAT).decodeRequest(chat, Targets.address(Protocol.CHAT));
  }
}
