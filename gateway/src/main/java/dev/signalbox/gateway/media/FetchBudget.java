package dev.signalbox.gateway.media;

/** What one request may still fetch. Lives on one event loop. */
public final class FetchBudget {
  private final MediaSettings settings;
  private int items;
  private long bytes;

  /** The budget of a new request. */
  public FetchBudget(MediaSettings settings) {
    this.settings = settings;
  }

  void takeItem() {
    items++;
    if (items > settings.maxItems()) {
      throw new FetchException(
          "at most %d files are fetched for one request".formatted(settings.maxItems()));
    }
  }

  void takeBytes(long count) {
    bytes += count;
    checkBytes(0);
  }

  /** Refuses a file of {@code announced} bytes when it is more than what is left. */
  void checkBytes(long announced) {
    if (bytes + announced > settings.maxBytes()) {
      throw new FetchException(
          "the files of one request may have %d bytes together".formatted(settings.maxBytes()));
    }
  }
}
