package dev.signalbox.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.guard.FormText;
import dev.signalbox.gateway.guard.Guard;
import dev.signalbox.gateway.guard.Guarded;
import dev.signalbox.gateway.guard.Subject;
import dev.signalbox.gateway.pipeline.guarding.Content;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The texts of a multipart form: its fields, the files that are text, the heads of its parts. Files
 * that are something else are no texts.
 */
final class FormContent implements Content {
  static final String MODEL = "model";

  private static final int SLICE = 64 * 1024;

  /** So many bytes at the beginning of a file tell whether it is text. */
  private static final int TELLING = 1_024;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_\\[\\]-]{1,40}");

  private final String contentType;

  /** Of forms of {@code contentType}, which names their boundary. */
  FormContent(String contentType) {
    this.contentType = contentType;
  }

  @Override
  public Guarded scanned(Guard guard, byte[] body, Subject subject) {
    return guard.form(
        body, texts(body).stream().filter(each -> !each.name().equals(MODEL)).toList(), subject);
  }

  /** Each field by its name, several of one name as a list; files that are text too. */
  @Override
  public JsonNode shown(byte[] body) {
    ObjectNode shown = StrictJson.object();
    for (FormText text : values(body)) {
      JsonNode before = shown.get(text.name());
      if (before instanceof ArrayNode several) {
        several.add(text.text());
      } else if (before != null) {
        shown.putArray(text.name()).add(before).add(text.text());
      } else {
        shown.put(text.name(), text.text());
      }
    }
    return shown;
  }

  /** Texts can be changed; none can come or go. */
  @Override
  public byte[] changed(byte[] body, JsonNode shown) {
    Map<String, Deque<JsonNode>> left = new HashMap<>();
    shown
        .properties()
        .forEach(
            field -> {
              Deque<JsonNode> values = new ArrayDeque<>();
              if (field.getValue().isArray()) {
                field.getValue().forEach(values::add);
              } else {
                values.add(field.getValue());
              }
              left.put(field.getKey(), values);
            });
    List<FormText> values = values(body);
    byte[] changed =
        FormText.edited(
            body,
            values,
            text -> {
              Deque<JsonNode> of = left.getOrDefault(text.name(), new ArrayDeque<>());
              JsonNode next = of.poll();
              if (next == null || !next.isTextual()) {
                throw other(text.place());
              }
              return Optional.of(next.textValue()).filter(now -> !now.equals(text.text()));
            });
    left.values().stream()
        .filter(rest -> !rest.isEmpty())
        .findFirst()
        .ifPresent(
            _ -> {
              throw other("*");
            });
    return changed;
  }

  private static ProblemException other(String place) {
    return Problem.of(
            ProblemKind.UNAVAILABLE,
            "a webhook may change the texts of a form, and has to leave each of them there: see `%s`"
                .formatted(place))
        .withCode("webhook_unavailable")
        .toException();
  }

  private List<FormText> values(byte[] body) {
    return texts(body).stream().filter(each -> !each.name().isEmpty()).toList();
  }

  /**
   * All texts of {@code body}, in order.
   *
   * @throws ProblemException when it is no whole form
   */
  List<FormText> texts(byte[] body) {
    List<FormText> texts = new ArrayList<>();
    FormScan scan = new FormScan(contentType, part -> add(part, body, texts));
    for (int from = 0; from < body.length; from += SLICE) {
      scan.accept(Arrays.copyOfRange(body, from, Math.min(body.length, from + SLICE)));
    }
    if (!scan.isEnded()) {
      throw Problem.of(
              ProblemKind.INVALID_REQUEST, "the form ends before the boundary that closes it")
          .toException();
    }
    int end = (int) scan.endedAt();
    add(texts, new Span("*", "", end, body.length), body);
    return texts;
  }

  private static void add(FormScan.Part part, byte[] body, List<FormText> texts) {
    int start = (int) part.start();
    int end = (int) part.end();
    String head = part.head();
    if (head.isEmpty()) {
      add(texts, new Span("*", "", start, end), body);
      return;
    }
    boolean file = FormHead.isFile(head);
    String name = FormHead.nameOf(head);
    boolean clear = PLAIN_NAME.matcher(name).matches() && !(file && name.equals(MODEL));
    String place = clear ? name : "*";
    int over = start - FormScan.HEAD_END_BYTES;
    int lineEnd = head.length() - head.stripLeading().length();
    add(texts, new Span(place + ".head", "", over - head.length() + lineEnd, over), body);
    if (!file || looksLikeText(body, start, end)) {
      add(texts, new Span(place, place, start, end), body);
    }
  }

  private record Span(String place, String name, int start, int end) {}

  private static void add(List<FormText> texts, Span span, byte[] body) {
    if (span.start() < span.end()) {
      Charset charset = charsetOf(body, span.start(), span.end());
      String text = new String(body, span.start(), span.end() - span.start(), charset);
      texts.add(new FormText(span.place(), span.name(), span.start(), span.end(), charset, text));
    }
  }

  /** Control characters, but for those that lines and terminals have, are in no text. */
  private static boolean looksLikeText(byte[] body, int start, int end) {
    if (isUtf16(body, start, end)) {
      return true;
    }
    for (int i = start; i < Math.min(end, start + TELLING); i++) {
      if ((body[i] >= 0 && body[i] < '\t') || (body[i] > '\r' && body[i] < ' ' && body[i] != 27)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf16(byte[] body, int start, int end) {
    return end - start >= 2
        && ((body[start] == (byte) 0xFE && body[start + 1] == (byte) 0xFF)
            || (body[start] == (byte) 0xFF && body[start + 1] == (byte) 0xFE));
  }

  /** What is no UTF-8 is read byte by byte, so that each is written as it was. */
  private static Charset charsetOf(byte[] body, int start, int end) {
    if (isUtf16(body, start, end)) {
      return body[start] == (byte) 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, start, end - start));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }
}
