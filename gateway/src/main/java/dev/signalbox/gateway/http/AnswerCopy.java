package dev.signalbox.gateway.http;

/** The whole of an answer that was given, to be given again. */
final class AnswerCopy {
  private final int status;
  private final String contentType;
  private final byte[] body;

  AnswerCopy(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body.clone();
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  int length() {
    return body.length;
  }

  byte[] body() {
    return body.clone();
  }
}
