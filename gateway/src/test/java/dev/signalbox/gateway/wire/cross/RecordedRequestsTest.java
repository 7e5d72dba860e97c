package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.rules.RequestRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every recorded request that a provider accepted, written for the providers of all APIs. */
final class RecordedRequestsTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  /** Words in a loss's path that tell of a difference. */
  private static final Map<String, List<String>> TOLD =
      Map.of(
          "instructions",
              List.of(
                  "format",
                  "responseMimeType",
                  "system",
                  "instructions",
                  "messages",
                  "input",
                  "contents"),
          "spoken", List.of("messages", "input", "contents", "turns"),
          "results", List.of("messages", "input", "contents", "turns"),
          "media", List.of("messages", "input", "contents", "turns"),
          "tools", List.of("tools", "tool_choice"));

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  @Test
  void everyRequestIsAcceptableToEveryProviderAndKeepsWhatItSays(TestReporter reporter) {
    for (Protocol client : Protocol.values()) {
      for (Recording recording : RecordedTraffic.acceptedRequests(client)) {
        ObjectNode body = (ObjectNode) recording.requestBody().orElseThrow();
        if (saysItAll(body)) {
          translate(client, recording, body);
        }
      }
    }
    reporter.publishEntry("requests translated", counts.toString());

    assertThat(wrong).isEmpty();
  }

  /** A request that builds on an earlier answer leaves out what was said before. */
  private static boolean saysItAll(ObjectNode body) {
    return !body.hasNonNull("previous_response_id") && !body.hasNonNull("conversation");
  }

  private void translate(Protocol client, Recording recording, ObjectNode body) {
    Request request =
        formats.client(client).decodeRequest(body, Targets.address(client, recording));
    for (Protocol provider : Protocol.values()) {
      List<String> found = new ArrayList<>();
      try {
        found.addAll(translated(request, client, provider));
      } catch (ProblemException e) {
        if (e.problem().message().contains("is an address")) {
          counts.merge("media to be fetched first", 1, Integer::sum);
        } else {
          found.add(e.problem().message());
        }
      }
      found.forEach(what -> wrong.add("%s to %s: %s".formatted(recording, provider.id(), what)));
      counts.merge(
          "%s to %s %s".formatted(client.id(), provider.id(), found.isEmpty() ? "ok" : "wrong"),
          1,
          Integer::sum);
    }
  }

  /** What is wrong with {@code request} written for {@code provider}; empty when nothing is. */
  private List<String> translated(Request request, Protocol client, Protocol provider) {
    Losses losses = new Losses();
    ProviderTarget target = client == provider ? Targets.same(request) : Targets.provider(provider);
    ObjectNode written = formats.provider(provider).encodeRequest(request, target, losses);
    List<String> found = new ArrayList<>();
    if (client != provider) {
      found.addAll(RequestRules.of(provider).violations(written));
    }
    Request read = formats.client(provider).decodeRequest(written, Targets.address(provider));
    List<String> differences = Transcript.of(request).differences(Transcript.of(read));
    if (losses.isEmpty() || client == provider) {
      found.addAll(differences);
    } else if (!differences.isEmpty()) {
      untold(differences, losses, found);
    }
    return found;
  }

  private void untold(List<String> differences, Losses losses, List<String> found) {
    for (String difference : differences) {
      String aspect = difference.substring(0, difference.indexOf(':'));
      if (TOLD.getOrDefault(aspect, List.of()).stream().anyMatch(word -> tells(losses, word))) {
        counts.merge("told: " + aspect, 1, Integer::sum);
      } else {
        found.add(difference);
      }
    }
  }

  private static boolean tells(Losses losses, String word) {
    return losses.toList().stream().anyMatch(loss -> loss.field().contains(word));
  }
}
