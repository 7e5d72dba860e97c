package dev.signalbox.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched from a server, and what is not taken from it. */
final class MediaFetcherTest {
  private static final Buffer PNG =
      Buffer.buffer(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1});
  private static final MediaSettings SETTINGS =
      new MediaSettings(true, 100, Duration.ofSeconds(20), 2, true);

  private final Vertx vertx = Vertx.vertx();
  private final FileServer server = new FileServer(vertx);
  private final AtomicInteger lookups = new AtomicInteger();
  private final FetchBudget budget = new FetchBudget(SETTINGS);

  /** Says this machine the first time and the clouds' metadata ever after. */
  private final MediaFetcher fetcher =
      new MediaFetcher(
          vertx,
          SETTINGS,
          _ ->
              Future.succeededFuture(
                  List.of(
                      InetAddress.ofLiteral(
                          lookups.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254"))));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void callsTheAddressThatWasCheckedUnderTheNameThatWasAsked() {
    server.file("/a.png", "image/png", PNG);
    String authority = "files.example:" + server.port();

    FetchedFile file = fetch("http://" + authority + "/a.png?size=1#part", MediaKind.IMAGE);

    assertThat(file).isEqualTo(new FetchedFile("image/png", PNG));
    assertThat(server.asked()).containsExactly(authority + "/a.png?size=1");
    assertThat(lookups).hasValue(1);
  }

  @Test
  void aNameThatLeadsElsewhereTheSecondTimeIsCheckedAgainForARedirect() {
    server.put(
        "/first",
        302,
        Map.of("location", "http://files.example:" + server.port() + "/second"),
        Buffer.buffer());

    assertRefused(
        "http://files.example:" + server.port() + "/first", MediaKind.IMAGE, "public internet");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "//169.254.169.254/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://0xa9fea9fe/"
      })
  void followsNoRedirectToWhereNothingIsFetchedFrom(String location) {
    server.put("/a.png", 302, Map.of("location", location), Buffer.buffer());

    assertRefused(server.url("/a.png"), MediaKind.IMAGE, "public internet");
  }

  @Test
  void followsNoRedirectToAnotherScheme() {
    server.put("/a.png", 302, Map.of("location", "file:///etc/passwd"), Buffer.buffer());

    assertRefused(server.url("/a.png"), MediaKind.IMAGE, "only `http` and `https`");
  }

  @Test
  void followsThreeRedirectsAndNotFour() {
    server.file("/0", "image/png", PNG);
    for (int i = 1; i <= 4; i++) {
      server.put("/" + i, 307, Map.of("location", "/" + (i - 1)), Buffer.buffer());
    }

    assertThat(fetch(server.url("/3"), MediaKind.IMAGE).bytes()).isEqualTo(PNG);
    assertRefused(server.url("/4"), MediaKind.IMAGE, "redirected more than 3 times");
  }

  @Test
  void refusesMoreThanTheRequestMayHave() {
    server
        .file("/large.png", "image/png", Buffer.buffer(new byte[101]))
        .file("/half.png", "image/png", Buffer.buffer(new byte[60]));

    assertRefused(server.url("/large.png"), MediaKind.IMAGE, "100 bytes together");
    assertThat(fetch(server.url("/half.png"), MediaKind.IMAGE).bytes().length()).isEqualTo(60);
    assertRefused(server.url("/half.png"), MediaKind.IMAGE, "at most 2 files");
    FetchBudget second = new FetchBudget(SETTINGS);
    fetcher.fetch(wanted(server.url("/half.png"), MediaKind.IMAGE, ""), second).await();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                fetcher.fetch(wanted(server.url("/half.png"), MediaKind.IMAGE, ""), second).await())
        .withMessageContaining("100 bytes together");
  }

  @Test
  void refusesMoreThanTheServerAnnounced() {
    server.put(
        "/large.png",
        200,
        Map.of("content-type", "image/png", "transfer-encoding", "chunked"),
        Buffer.buffer(new byte[101]));

    assertRefused(server.url("/large.png"), MediaKind.IMAGE, "100 bytes together");
  }

  @Test
  void givesASlowServerUp() {
    server.stalled("/slow.png", "image/png");

    MediaFetcher impatient =
        new MediaFetcher(
            vertx,
            new MediaSettings(true, 100, Duration.ofMillis(100), 2, true),
            _ -> Future.failedFuture("no names"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                impatient
                    .fetch(wanted(server.url("/slow.png"), MediaKind.IMAGE, ""), budget)
                    .await())
        .withMessageContaining("it took longer than 100 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, IMAGE, '', 'it is `text/html`, and not image'",
    "image/png, DOCUMENT, '', 'it is `image/png`, and not document'",
    "text/html, DOCUMENT, application/pdf, 'it is `text/html`, and not `application/pdf`'",
    "application/octet-stream, AUDIO, '', 'it is `image/png`, and not audio'",
    "'', DOCUMENT, application/pdf, 'it is `image/png`, and not `application/pdf`'"
  })
  void refusesWhatIsNotWhatTheClientSays(String type, MediaKind kind, String said, String reason) {
    server.file("/a", type, PNG);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fetcher.fetch(wanted(server.url("/a"), kind, said), budget).await())
        .withMessageEndingWith("the file at `input[0]` could not be fetched: " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg; charset=binary, IMAGE, image/png, image/jpeg",
    "'', IMAGE, '', image/png",
    "application/octet-stream, IMAGE, '', image/png",
    "text/csv, DOCUMENT, text/plain, text/csv",
    "audio/ogg, AUDIO, '', audio/ogg"
  })
  void takesTheTypeThatTheServerOrTheFileSays(
      String type, MediaKind kind, String said, String expected) {
    server.file("/a", type, PNG);

    assertThat(fetcher.fetch(wanted(server.url("/a"), kind, said), budget).await().mimeType())
        .isEqualTo(expected);
  }

  @Test
  void refusesErrorsCompressionAndServersThatAreNotThere() {
    server.put(
        "/zipped", 200, Map.of("content-type", "image/png", "content-encoding", "gzip"), PNG);

    assertRefused(server.url("/missing.png"), MediaKind.IMAGE, "answered with status 404");
    assertRefused(server.url("/zipped"), MediaKind.IMAGE, "compresses it");
  }

  @Test
  void refusesAServerThatIsNotThere() {
    assertRefused("http://127.0.0.1:1/a.png", MediaKind.IMAGE, "could not be reached");
  }

  private FetchedFile fetch(String url, MediaKind kind) {
    return fetcher.fetch(wanted(url, kind, ""), budget).await();
  }

  private void assertRefused(String url, MediaKind kind, String reason) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> fetch(url, kind))
        .withMessageContaining(reason);
  }

  private static WantedFile wanted(String url, MediaKind kind, String said) {
    return new WantedFile("input[0]", url, kind, Optional.of(said).filter(type -> !type.isEmpty()));
  }
}
