package dev.signalbox.gateway.tracing;

import dev.signalbox.analytics.capture.Masking;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** The beginning of a prompt and of its answer. Lives on one event loop. */
final class ContentCopy {
  private final TracingSettings.Content terms;
  private final Buffer answer = Buffer.buffer();
  private Masking masking;
  private byte[] request = new byte[0];
  private long requestBytes;
  private long answerBytes;

  private ContentCopy(TracingSettings.Content terms) {
    this.terms = terms;
    this.masking = terms.masking();
  }

  /** A copy under {@code terms}; empty where none is wanted. */
  static Optional<ContentCopy> of(boolean recording, TracingSettings.Content terms) {
    return recording && terms.maxBytes() > 0
        ? Optional.of(new ContentCopy(terms))
        : Optional.empty();
  }

  void asks(byte[] body) {
    requestBytes = body.length;
    request = Arrays.copyOf(body, Math.min(body.length, terms.maxBytes()));
  }

  void answers(Buffer bytes) {
    answerBytes += bytes.length();
    int room = Math.min(terms.maxBytes() - answer.length(), bytes.length());
    if (room > 0) {
      answer.appendBuffer(bytes, 0, room);
    }
  }

  /** Takes further secrets out. */
  void masks(Collection<String> secrets) {
    masking = masking.and(secrets);
  }

  String request() {
    return text(request, requestBytes);
  }

  String answer() {
    return text(answer.getBytes(), answerBytes);
  }

  private String text(byte[] kept, long all) {
    Masking.Masked masked = kept.length < all ? masking.maskedCut(kept) : masking.masked(kept);
    return new String(masked.bytes(), StandardCharsets.UTF_8);
  }
}
