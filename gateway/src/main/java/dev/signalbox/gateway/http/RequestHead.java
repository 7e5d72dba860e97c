package dev.signalbox.gateway.http;

import dev.signalbox.gateway.access.Caller;
import dev.signalbox.gateway.exchange.Exchange;
import dev.signalbox.gateway.wire.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what our own request headers say. */
public final class RequestHead {
  private static final int MAX_LABEL = 128;
  private static final int MAX_TAGS = 10;
  private static final int MAX_TAG = 64;

  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
  private static final CharSequence PROJECT = HttpHeaders.createOptimized("x-project");
  private static final CharSequence SOURCE = HttpHeaders.createOptimized("x-source");
  private static final CharSequence SESSION = HttpHeaders.createOptimized("x-session");
  private static final CharSequence TAGS = HttpHeaders.createOptimized("x-tags");
  private static final CharSequence TASK = HttpHeaders.createOptimized("x-task");
  private static final CharSequence PROFILE = HttpHeaders.createOptimized("x-profile");
  private static final CharSequence STRICT = HttpHeaders.createOptimized("x-signalbox-strict");
  private static final CharSequence NO_FAILOVER =
      HttpHeaders.createOptimized("x-signalbox-no-failover");

  private RequestHead() {}

  /** The client's request id when it is usable as one; empty otherwise. */
  public static Optional<String> requestId(MultiMap headers) {
    return Optional.ofNullable(headers.get(REQUEST_ID)).filter(RequestHead::isLabel);
  }

  /**
   * What the headers say of a request.
   *
   * @param strict the gateway's own rule
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when a header has another form than
   *     allowed, naming it
   */
  public static Exchange.Origin origin(
      MultiMap headers, String id, Arrived arrived, boolean strict) {
    Caller caller = arrived.caller();
    return new Exchange.Origin(
        id,
        arrived.at(),
        arrived.endpoint(),
        caller,
        arrived.through().app(),
        caller.project().orElseGet(() -> label(headers, PROJECT)),
        label(headers, SOURCE),
        label(headers, SESSION),
        tags(headers),
        label(headers, TASK),
        or(label(headers, PROFILE), arrived.through().profile()),
        flag(headers, STRICT).orElse(caller.strict().orElse(strict)),
        flag(headers, NO_FAILOVER).orElse(false));
  }

  /** When, where and by whom a request came. */
  public record Arrived(Instant at, String endpoint, Through through, Caller caller) {}

  /**
   * The mount that a request came through.
   *
   * @param app its name; empty text for none
   * @param profile of requests that name none; empty text for none
   */
  public record Through(String app, String profile) {
    /** None. */
    public static final Through ROOT = new Through("", "");
  }

  private static String or(String said, String otherwise) {
    return said.isEmpty() ? otherwise : said;
  }

  private static String label(MultiMap headers, CharSequence name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      return "";
    }
    if (!isLabel(value)) {
      throw Problem.invalid(
              name.toString(),
              "`%s` must be at most %d letters, digits or `_.:/@-`".formatted(name, MAX_LABEL))
          .toException();
    }
    return value;
  }

  /** Each once, in the order they were written in. */
  private static List<String> tags(MultiMap headers) {
    String value = headers.get(TAGS);
    if (value == null || value.isBlank()) {
      return List.of();
    }
    List<String> tags =
        Stream.of(value.split(",", MAX_TAGS + 1)).map(String::strip).distinct().toList();
    if (tags.size() > MAX_TAGS || !tags.stream().allMatch(RequestHead::isTag)) {
      throw Problem.invalid(
              TAGS.toString(),
              "`%s` must be at most %d tags with commas between, each at most %d letters, digits or `_.:/@-`"
                  .formatted(TAGS, MAX_TAGS, MAX_TAG))
          .toException();
    }
    return tags;
  }

  private static boolean isTag(String value) {
    return value.length() <= MAX_TAG && isLabel(value);
  }

  private static Optional<Boolean> flag(MultiMap headers, CharSequence name) {
    String value = headers.get(name);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value) {
      case "1", "true" -> Optional.of(true);
      case "0", "false" -> Optional.of(false);
      default ->
          throw Problem.invalid(name.toString(), "`%s` must be 1 or 0".formatted(name))
              .toException();
    };
  }

  private static boolean isLabel(String value) {
    return value.length() <= MAX_LABEL
        && !value.isEmpty()
        && value
            .chars()
            .allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || "_.:/@-".indexOf(c) >= 0);
  }
}
