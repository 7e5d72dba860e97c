package dev.signalbox.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Texts of a stream that somebody changes while they wait. */
final class AskedTextsTest {
  private static final String PLACE = "choices[0].delta.content";

  private final AnswerTexts texts = new AnswerTexts();

  @Test
  void aChangeStandsWhereTheChangedWordsStoodAndTheRestAsItCame() {
    byte[] waiting = accept(event(0, "Hello wor"), event(0, "ld, hel"), event(0, "lo again"));
    AskedTexts asked = texts.asked();

    byte[] out = texts.agreed(asked, changed(asked, "world", "moon"), waiting);

    assertThat(string(out))
        .isEqualTo(event(0, "Hello moon") + event(0, ", hel") + event(0, "lo again"));
  }

  @Test
  void whatHasGoneOutStaysAndIsToldAsItWentOut() {
    texts.agreed(texts.asked(), List.of(), accept());
    byte[] first = accept(event(0, "one "));
    AskedTexts asked = texts.asked();
    texts.agreed(asked, changed(asked, "one", "uno"), first);
    byte[] second = accept(event(0, "two"));

    AskedTexts again = texts.asked();

    assertThat(again.texts()).containsExactly(new AnswerTexts.Text(PLACE, "uno two"));
    assertThat(again.refusal(changed(again, "uno", "one")))
        .contains("it wants to change what has gone out");
    assertThat(again.refusal(List.of())).contains("it gives 0 texts for 1");
    assertThat(again.refusal(List.of(new AnswerTexts.Text("x", "uno two")))).isPresent();
    assertThat(string(texts.agreed(again, changed(again, "two", "due"), second)))
        .isEqualTo(event(0, "due"));
  }

  @Test
  void aTextThatHasGoneOutIsNotMadeLonger() {
    byte[] first = accept(event(0, "one"));
    AskedTexts asked = texts.asked();
    texts.agreed(asked, asked.texts(), first);
    accept(event(1, "other"));

    AskedTexts again = texts.asked();

    assertThat(again.refusal(changed(again, "one", "one more"))).isPresent();
  }

  @Test
  void aTextThatEventsRepeatIsChangedEachTime() {
    byte[] first = accept(named("m"), event(0, "x"));
    AskedTexts asked = texts.asked();

    byte[] out = texts.agreed(asked, changed(asked, "m", "mine"), first);
    byte[] later = texts.passed(accept(named("m")));
    byte[] other = accept(named("n"));
    AskedTexts again = texts.asked();

    assertThat(string(out)).isEqualTo(named("mine") + event(0, "x"));
    assertThat(string(later)).isEqualTo(named("mine"));
    assertThat(again.texts()).extracting(AnswerTexts.Text::text).containsExactly("mine", "x", "n");
    assertThat(string(texts.agreed(again, again.texts(), other))).isEqualTo(named("n"));
  }

  @Test
  void nothingChangedIsTheVeryBytes() {
    byte[] waiting = accept(event(0, "a"), event(1, "b"), "data: [DONE]\n\n");
    AskedTexts asked = texts.asked();

    assertThat(texts.agreed(asked, asked.texts(), waiting)).isSameAs(waiting);
    assertThat(texts.waiting()).isZero();
  }

  @Test
  void changesHoldHoweverTextsAlternateAndWheneverOneIsAsked() {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      AnswerTexts each = new AnswerTexts();
      StringBuilder out = new StringBuilder();
      StringBuilder[] said = {new StringBuilder(), new StringBuilder()};
      var waiting = new ByteArrayOutputStream();
      for (int i = 0; i < 40; i++) {
        int choice = random.nextInt(2);
        String word = List.of("secret ", "plain ", "sec", "x", "").get(random.nextInt(5));
        said[choice].append(word.replace("e", "(3)"));
        waiting.writeBytes(each.accept(event(choice, word).getBytes(StandardCharsets.UTF_8)));
        if (random.nextInt(4) == 0 || i == 39) {
          AskedTexts asked = each.asked();
          List<AnswerTexts.Text> now = changed(asked, "e", "(3)");
          assertThat(asked.refusal(now)).as("seed %d, round %d", seed, round).isEmpty();
          out.append(string(each.agreed(asked, now, waiting.toByteArray())));
          waiting.reset();
        }
      }

      assertThat(joined(out.toString(), 0)).isEqualTo(said[0].toString());
      assertThat(joined(out.toString(), 1)).isEqualTo(said[1].toString());
    }
  }

  private static List<AnswerTexts.Text> changed(AskedTexts asked, String from, String to) {
    List<AnswerTexts.Text> changed = new ArrayList<>();
    asked
        .texts()
        .forEach(
            each -> changed.add(new AnswerTexts.Text(each.place(), each.text().replace(from, to))));
    return changed;
  }

  private byte[] accept(String... events) {
    return texts.accept(String.join("", events).getBytes(StandardCharsets.UTF_8));
  }

  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String joined(String events, int choice) {
    return Pattern.compile("\"index\":" + choice + ",\"delta\":\\{\"content\":\"([^\"]*)\"")
        .matcher(events)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }

  private static String event(int choice, String text) {
    return "data: {\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"}}]}\n\n"
        .formatted(choice, text);
  }

  private static String named(String model) {
    return "data: {\"note\":\"%s\"}\n\n".formatted(model);
  }
}
