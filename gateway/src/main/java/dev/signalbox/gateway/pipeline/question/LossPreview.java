package dev.signalbox.gateway.pipeline.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.engine.naming.Resolution;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.pipeline.GenerationCall;
import dev.signalbox.gateway.pipeline.Serving;
import dev.signalbox.gateway.provider.Upstream;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ApiFormat;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a request would lose in each format that a provider might be spoken to in, found by writing
 * it in that format.
 */
public final class LossPreview {
  private LossPreview() {}

  /** When a request is written for the preview alone. */
  public enum Extent {
    /** Where candidates of several formats compete; whoever serves it finds out elsewhere. */
    WHERE_IT_DECIDES,
    /** Always, as nobody will serve it. */
    ALWAYS
  }

  /** Fields lost, by format id; formats that lose nothing are absent. */
  static Map<String, List<String>> of(
      Serving serving, GenerationCall call, Resolution meaning, Extent extent) {
    Set<ApiFormat> formats = formats(serving, call.format().protocol(), meaning);
    if (formats.size() < 2 && extent == Extent.WHERE_IT_DECIDES) {
      return Map.of();
    }
    formats.remove(call.format().protocol());
    Request request = decoded(call);
    Map<String, List<String>> losses = new HashMap<>();
    for (ApiFormat format : formats) {
      List<String> lost = lost(serving, request, format);
      if (!lost.isEmpty()) {
        losses.put(format.id(), lost);
      }
    }
    return losses;
  }

  private static Set<ApiFormat> formats(Serving serving, Protocol client, Resolution meaning) {
    Set<ApiFormat> formats = new LinkedHashSet<>();
    Consumer<Upstream> add = found -> formats.addAll(found.spec().protocolsFor(client));
    switch (meaning) {
      case Resolution.Open _ -> serving.upstreams().all().forEach(add);
      case Resolution.Resolved resolved -> {
        for (Target target : resolved.targets()) {
          serving
              .upstreams()
              .find(target.provider())
              .ifPresent(found -> formats.add(found.spec().protocolFor(client, target.model())));
        }
      }
      case Resolution.Unknown _ -> {}
    }
    return formats;
  }

  private static Request decoded(GenerationCall call) {
    ObjectNode tree = StrictJson.parseObject(call.body().whole());
    return call.format().decodeRequest(tree, call.target());
  }

  /** What cannot be said in {@code format} at all counts as lost too. */
  private static List<String> lost(Serving serving, Request request, ApiFormat format) {
    Losses losses = new Losses();
    Set<String> fields = new LinkedHashSet<>();
    try {
      serving
          .formats()
          .provider(format)
          .encodeRequest(
              request, new ProviderTarget("", ModelTraits.UNKNOWN, Dialect.OPENAI), losses);
    } catch (ProblemException e) {
      fields.add(e.problem().param().orElse("request"));
    }
    losses.toList().stream().map(Loss::field).forEach(fields::add);
    return List.copyOf(fields);
  }
}
