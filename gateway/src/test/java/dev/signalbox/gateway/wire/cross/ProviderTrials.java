package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
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
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is tried with every format that only providers speak. */
record ProviderTrials(WireFormats formats, ProviderFormat provider) {
  /** A damaged answer is a problem, or reaches every client in the order of its events. */
  void damage(Recording recording, long seed) {
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
    ReplyWatch watch = provider.watch();
    if (recording.sse().isPresent()) {
      byte[] bytes = recording.sse().get().getBytes(StandardCharsets.UTF_8);
      List<SseEvent> events = Upstream.events(mutations.damage(bytes));
      events.forEach(watch::accept);
      return Upstream.streamed(provider, events);
    }
    if (mutations.damage(recording.body().orElseThrow()) instanceof ObjectNode body) {
      watch.acceptBody(body);
      return Upstream.whole(provider.decodeReply(body));
    }
    throw new ProblemException(provider.decodeProblem(200, StrictJson.object()));
  }

  /** What {@code client} makes of a request that says {@code request}. */
  Request asked(Protocol client, Request request, ProviderTarget target) {
    ObjectNode body = formats.provider(client).encodeRequest(request, target, new Losses());
    return formats.client(client).decodeRequest(parsed(body), Targets.address(client));
  }

  /** {@code request} as the provider gets it. */
  ObjectNode encoded(Request request, String model) {
    return parsed(provider.encodeRequest(request, target(model), new Losses()));
  }

  static ProviderTarget target(String model) {
    return new ProviderTarget(model, ModelTraits.UNKNOWN, Dialect.OPENAI);
  }

  private static ObjectNode parsed(ObjectNode body) {
    return StrictJson.parseObject(StrictJson.toBytes(body));
  }

  /** The answer {@code reply} as {@code id}, with {@code thought} before what it says. */
  static Reply thinking(Reply reply, String id, Optional<? extends Part> thought) {
    Choice said = reply.choices().getFirst();
    List<Part> parts = new ArrayList<>();
    thought.ifPresent(parts::add);
    parts.addAll(said.parts());
    Choice all = new Choice(0, parts, said.stop(), said.stopSequence(), said.extras());
    return new Reply(id, "", 0, List.of(all), reply.usage(), reply.extras());
  }
}
