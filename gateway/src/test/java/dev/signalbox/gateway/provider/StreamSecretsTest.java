package dev.signalbox.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X08: a secret is taken out of a stream wherever it is cut. */
final class StreamSecretsTest {
  private static final String KEY = "sk-proj-0123456789abcdefghijklmnop";
  private static final String OTHER = "sk-proj-zyxwvutsrqponmlk9876543210";
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");

  private final StreamSecrets secrets =
      new StreamSecrets(new StreamSecrets.Patterns(List.of(KEY, OTHER)));

  @Test
  void isTakenOutWhereverItsBytesAreCut() {
    String stream = event("a " + KEY + " b") + event(OTHER) + "data: [DONE]\n\n";
    String expected = stream.replace(KEY, "[key]").replace(OTHER, "[key]");
    for (int cut = 0; cut <= stream.length(); cut++) {
      StreamSecrets each = new StreamSecrets(new StreamSecrets.Patterns(List.of(KEY, OTHER)));

      String out =
          each.accept(Buffer.buffer(stream.substring(0, cut))).toString()
              + each.accept(Buffer.buffer(stream.substring(cut))).toString()
              + each.end();

      assertThat(out).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 20, 33})
  void isTakenOutWhereItIsSpreadOverTheTextsOfEvents(int length) {
    List<String> events = new ArrayList<>(List.of(event("the key is ")));
    for (int i = 0; i < KEY.length(); i += length) {
      events.add(event(KEY.substring(i, Math.min(KEY.length(), i + length))));
    }
    events.add(event(", keep it"));

    String out = passed(events);

    assertThat(text(out))
        .startsWith("the key is ")
        .endsWith(", keep it")
        .doesNotContain(KEY.substring(7));
    assertThat(out.split("\n\n")).hasSameSizeAs(events);
  }

  @Test
  void isTakenOutWhereEventsOfTwoChoicesAlternate() {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < KEY.length(); i += 4) {
      events.add(event(KEY.substring(i, Math.min(KEY.length(), i + 4))));
      events.add(event("else"));
    }

    assertThat(text(passed(events)).replace("else", "")).doesNotContain(KEY.substring(7));
  }

  @Test
  void whatIsNoSecretPassesAsItCameAndAtOnce() {
    String stream = event("words, keys, sk-projects and sk-proj") + event("ects-0 are not it");
    Buffer first = Buffer.buffer(event("yes"));

    assertThat(secrets.accept(first)).isSameAs(first);
    assertThat(passed(List.of(stream))).isEqualTo(stream);
  }

  @Test
  void aBeginningThatGoesOnOtherwiseWaitsNotForLongAndComesOutUnchanged() {
    String begun = event("x " + KEY.substring(0, 12));
    String rest = event("and so on").repeat(200);

    String held = secrets.accept(Buffer.buffer(begun)).toString();
    String out = secrets.accept(Buffer.buffer(rest)).toString();

    assertThat(held).isEqualTo(begun.substring(0, begun.indexOf("sk-proj")));
    assertThat(held + out).isEqualTo(begun + rest);
    assertThat(secrets.end().length()).isZero();
  }

  @Test
  void theBeginningOfASecretWithWhichAStreamEndsIsTakenOutToo() {
    String begun = event("x " + KEY.substring(0, 20));

    String out = passed(List.of(begun));

    assertThat(out).isEqualTo(begun.replace(KEY.substring(0, 20), "[key]"));
  }

  @Test
  void bytesThatAreNoJsonAreLookedThroughToo() {
    String bytes = "\u0001RIFF" + KEY + "\u0002";

    String out =
        IntStream.range(0, bytes.length())
                .mapToObj(i -> secrets.accept(Buffer.buffer(bytes.substring(i, i + 1))).toString())
                .collect(Collectors.joining())
            + secrets.end();

    assertThat(out).isEqualTo("\u0001RIFF[key]\u0002");
  }

  @Test
  void nothingIsLostHoweverTextAndCutsAreDrawn() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder stream = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        int from = random.nextInt(KEY.length());
        int to = Math.min(KEY.length(), from + 1 + random.nextInt(6));
        stream.append(event(random.nextInt(3) == 0 ? "s" : KEY.substring(from, to)));
      }
      StreamSecrets each = new StreamSecrets(new StreamSecrets.Patterns(List.of(KEY + "-never")));
      StringBuilder out = new StringBuilder();
      for (int at = 0; at < stream.length(); ) {
        int next = Math.min(stream.length(), at + 1 + random.nextInt(200));
        out.append(each.accept(Buffer.buffer(stream.substring(at, next))));
        at = next;
      }
      String before = out.toString();
      String whole = before + each.end();

      assertThat(stream.toString()).as("seed %d, round %d", seed, round).startsWith(before);
      assertThat(whole.length()).isLessThanOrEqualTo(stream.length());
    }
  }

  private String passed(List<String> chunks) {
    StringBuilder out = new StringBuilder();
    chunks.forEach(chunk -> out.append(secrets.accept(Buffer.buffer(chunk))));
    return out.append(secrets.end()).toString();
  }

  private static String text(String events) {
    return CONTENT
        .matcher(events)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }

  private static String event(String text) {
    return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
        .formatted(text);
  }
}
