package dev.signalbox.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.config.schema.Form;
import dev.signalbox.gateway.config.schema.Kind;
import dev.signalbox.gateway.config.schema.Node;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Report;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConfigBoundsTest {
  private static final Place PLACE = new Place("config.toml", 1, "key");
  private static final Pattern BOUNDS = Pattern.compile("from ([0-9]+) to ([0-9]+)$");

  @ParameterizedTest
  @MethodSource("numbers")
  void takesItsBoundsAndNothingBeyond(DeclaredKey declared) {
    Kind<?> kind = unwrapped(declared.key().kind());
    Matcher bounds = BOUNDS.matcher(kind.allowed());
    assertThat(bounds.find()).isTrue();
    long least = Long.parseLong(bounds.group(1));
    long most = Long.parseLong(bounds.group(2));

    assertThat(isTaken(kind, least)).isTrue();
    assertThat(isTaken(kind, most)).isTrue();
    assertThat(isTaken(kind, least - 1)).isFalse();
    assertThat(most == Long.MAX_VALUE || !isTaken(kind, most + 1)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "a.b_c-1, true",
    "'', false",
    "A, false",
    "-a, false",
    "a/b, false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, true",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
  })
  void boundsTheIdOfAProvider(String id, boolean taken) {
    assertThat(CommonKinds.PROVIDER_ID.read(text(id), new Report()).isPresent()).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, true",
    "http://[::1]:8080/v1, true",
    "https://user:pw@example.com, false",
    "https://example.com?x=1, false",
    "https://example.com#x, false",
    "https:///x, false",
    "example.com, false",
    "file:///etc/passwd, false",
    "'http://exa mple.com', false"
  })
  void takesOnlyPlainAddresses(String address, boolean taken) {
    assertThat(CommonKinds.HTTP_ADDRESS.read(text(address), new Report()).isPresent())
        .isEqualTo(taken);
  }

  @Test
  void takesNoLineEndsInSecrets() {
    assertThat(CommonKinds.SECRET.read(text("a\r\nx-injected: 1"), new Report())).isEmpty();
  }

  static Stream<DeclaredKey> numbers() {
    return DeclaredKey.all().stream()
        .filter(
            declared ->
                unwrapped(declared.key().kind()) instanceof Kind.Scalar<?> scalar
                    && scalar.form() == Form.WHOLE);
  }

  private static Kind<?> unwrapped(Kind<?> kind) {
    return kind instanceof Kind.Maybe<?>(var inner) ? inner : kind;
  }

  private static boolean isTaken(Kind<?> kind, long number) {
    return kind.read(new Node.Whole(number, PLACE), new Report()).isPresent();
  }

  private static Node.Text text(String value) {
    return new Node.Text(value, value, PLACE);
  }
}
