package dev.signalbox.gateway.media;

/** Why a file is not fetched: a clause for the client that begins with "it" or the like. */
final class FetchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FetchException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
