package dev.signalbox.gateway.config.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of single values. */
public final class Kinds {
  /** Longest single text, in UTF-16 units; keys that are tokens of cloud vendors stay below. */
  public static final int MOST_CHARACTERS = 8_192;

  private Kinds() {}

  /** A whole number within bounds, both included. */
  public static Kind.Scalar<Integer> whole(int least, int most) {
    return number("a whole number from " + least + " to " + most, least, most, Math::toIntExact);
  }

  /** A whole number within bounds, both included. */
  public static Kind.Scalar<Long> wholeLong(long least, long most) {
    return number("a whole number from " + least + " to " + most, least, most, value -> value);
  }

  /** A number that may have a fraction within bounds, both included; a whole one is taken too. */
  public static Kind.Scalar<Double> decimal(long least, long most) {
    return new Kind.Scalar<>(
        "a number from " + least + " to " + most,
        Form.DECIMAL,
        List.of(),
        node ->
            switch (node) {
              case Node.Whole(var value, _) when value >= least && value <= most ->
                  Optional.of((double) value);
              case Node.Decimal(var value, _) when value >= least && value <= most ->
                  Optional.of(value);
              case Node.Whole _,
                  Node.Decimal _,
                  Node.Text _,
                  Node.Flag _,
                  Node.Other _,
                  Node.Items _,
                  Node.Table _ ->
                  Optional.empty();
            });
  }

  /** A time written as a whole number of milliseconds within bounds, both included. */
  public static Kind.Scalar<Duration> millis(long least, long most) {
    String allowed = "a whole number of milliseconds from " + least + " to " + most;
    return number(allowed, least, most, Duration::ofMillis);
  }

  /** A time written as a whole number of seconds within bounds, both included. */
  public static Kind.Scalar<Duration> seconds(long least, long most) {
    String allowed = "a whole number of seconds from " + least + " to " + most;
    return number(allowed, least, most, Duration::ofSeconds);
  }

  /** A time written as a whole number of minutes within bounds, both included. */
  public static Kind.Scalar<Duration> minutes(long least, long most) {
    String allowed = "a whole number of minutes from " + least + " to " + most;
    return number(allowed, least, most, Duration::ofMinutes);
  }

  /** A time written as a whole number of hours within bounds, both included. */
  public static Kind.Scalar<Duration> hours(long least, long most) {
    String allowed = "a whole number of hours from " + least + " to " + most;
    return number(allowed, least, most, Duration::ofHours);
  }

  /** True or false. */
  public static Kind.Scalar<Boolean> flag() {
    return new Kind.Scalar<>(
        "true or false",
        Form.FLAG,
        List.of(),
        node -> node instanceof Node.Flag(var value, _) ? Optional.of(value) : Optional.empty());
  }

  /** A text that {@code reader} takes; {@code allowed} says which those are. */
  public static <T> Kind.Scalar<T> text(String allowed, Function<String, Optional<T>> reader) {
    return new Kind.Scalar<>(allowed, Form.TEXT, List.of(), node -> parsed(node, reader));
  }

  /** A text that {@code reader} takes and no message shows. */
  public static <T> Kind.Scalar<T> secret(String allowed, Function<String, Optional<T>> reader) {
    return new Kind.Scalar<>(allowed, Form.SECRET, List.of(), node -> parsed(node, reader));
  }

  /** A text that matches {@code pattern} as a whole. */
  public static Kind.Scalar<String> matching(String pattern, String allowed) {
    Pattern compiled = Pattern.compile(pattern);
    return text(
        allowed,
        value -> compiled.matcher(value).matches() ? Optional.of(value) : Optional.empty());
  }

  /** A text of one line that is not empty and at most {@code most} characters long. */
  public static Kind.Scalar<String> line(int most) {
    return matching(
        "[^\\p{Cntrl}]{1," + most + "}", "a text of one line with 1 to " + most + " characters");
  }

  /** One of a few names, each the value itself. */
  public static Kind.Scalar<String> oneOf(List<String> names) {
    Map<String, String> choices = new LinkedHashMap<>();
    names.forEach(name -> choices.put(name, name));
    return choice(choices);
  }

  /** One of a few names; several names may stand for the same value. */
  public static <T> Kind.Scalar<T> choice(Map<String, T> choices) {
    List<String> names = List.copyOf(choices.keySet());
    return new Kind.Scalar<>(
        "one of " + Place.listed(names),
        Form.TEXT,
        names,
        node -> parsed(node, value -> Optional.ofNullable(choices.get(value))));
  }

  /** An absolute address with a host and one of {@code schemes}, without user, query, fragment. */
  public static Kind.Scalar<URI> address(Collection<String> schemes) {
    String allowed =
        "an address that starts with "
            + String.join(" or ", schemes.stream().map(scheme -> "`" + scheme + "://`").toList())
            + " and names a host, without user, query or fragment";
    return text(allowed, value -> uri(value).filter(uri -> isPlain(uri, schemes)));
  }

  private static boolean isPlain(URI uri, Collection<String> schemes) {
    return uri.getScheme() != null
        && schemes.contains(uri.getScheme())
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private static Optional<URI> uri(String value) {
    try {
      return Optional.of(new URI(value));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> parsed(Node node, Function<String, Optional<T>> reader) {
    return node instanceof Node.Text(_, var value, _) && value.length() <= MOST_CHARACTERS
        ? reader.apply(value)
        : Optional.empty();
  }

  private static <T> Kind.Scalar<T> number(
      String allowed, long least, long most, Function<Long, T> reader) {
    return new Kind.Scalar<>(
        allowed,
        Form.WHOLE,
        List.of(),
        node ->
            node instanceof Node.Whole(var value, _) && value >= least && value <= most
                ? Optional.of(reader.apply(value))
                : Optional.empty());
  }
}
