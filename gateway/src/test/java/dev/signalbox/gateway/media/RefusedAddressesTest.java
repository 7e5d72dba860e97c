package dev.signalbox.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.reach.HostResolver;
import dev.signalbox.gateway.reach.Reach;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that nothing is fetched from, however they are written. */
final class RefusedAddressesTest {
  private static final String REFUSED =
      """
      http://127.0.0.1/x.png
      http://127.0.0.1./x.png
      http://127.255.255.254/x.png
      http://127.1/x.png
      http://127.0.1/x.png
      http://2130706433/x.png
      http://017700000001/x.png
      http://0x7f000001/x.png
      http://0x7f.1/x.png
      http://0x7f.0x0.0x0.0x1/x.png
      http://0177.0.0.1/x.png
      http://127.0.0.01/x.png
      http://0/x.png
      http://0.0.0.0/x.png
      http://localhost/x.png
      http://LOCALHOST/x.png
      http://localhost./x.png
      http://localhost:8930/v1/records
      http://10.0.0.1/x.png
      http://10.255.255.255/x.png
      http://172.16.0.1/x.png
      http://172.31.255.255/x.png
      http://192.168.1.1/x.png
      http://100.64.0.1/x.png
      http://100.100.100.200/latest/meta-data/
      http://169.254.169.254/latest/meta-data/
      https://169.254.169.254/
      http://0xa9fea9fe/
      http://2852039166/
      http://192.0.0.192/
      http://192.0.2.1/x.png
      http://198.18.0.1/x.png
      http://198.51.100.1/x.png
      http://203.0.113.1/x.png
      http://224.0.0.1/x.png
      http://240.0.0.1/x.png
      http://255.255.255.255/x.png
      http://256.256.256.256/x.png
      http://[::]/x.png
      http://[::1]/x.png
      http://[0:0:0:0:0:0:0:1]/x.png
      http://[::127.0.0.1]/x.png
      http://[::ffff:127.0.0.1]/x.png
      http://[::ffff:7f00:1]/x.png
      http://[::ffff:169.254.169.254]/
      http://[64:ff9b::7f00:1]/x.png
      http://[64:ff9b::a9fe:a9fe]/
      http://[64:ff9b:1::1]/x.png
      http://[2002:7f00:1::]/x.png
      http://[2002:a9fe:a9fe::]/
      http://[2001::1]/x.png
      http://[2001:db8::1]/x.png
      http://[fc00::1]/x.png
      http://[fd00:ec2::254]/latest/meta-data/
      http://[fe80::1]/x.png
      http://[fe80::1%25eth0]/x.png
      http://[fec0::1]/x.png
      http://[ff02::1]/x.png
      http://public.example@127.0.0.1/x.png
      http://127.0.0.1@public.example/x.png
      http://public.example:80@127.0.0.1/x.png
      http://127.0.0.1\\@public.example/x.png
      http://%31%32%37.0.0.1/x.png
      http://１２７.0.0.1/x.png
      http://①②⑦.⓪.⓪.①/x.png
      http:///x.png
      http:127.0.0.1/x.png
      //127.0.0.1/x.png
      ftp://public.example/x.png
      file:///etc/passwd
      gopher://127.0.0.1:6379/_INFO
      jar:http://public.example/x.jar!/x.png
      data:text/plain,hello
      javascript:alert(1)
      http://public.example:0/x.png
      http://public.example:65536/x.png
      http://public.example/a b.png

      """;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Stream<String> refusedAddresses() {
    return REFUSED.lines();
  }

  @ParameterizedTest
  @MethodSource("refusedAddresses")
  void refusesWhatIsNoAddressOfTheInternet(String url) {
    Problem problem = refused(url, false, host -> Future.succeededFuture(loopback()));

    assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    assertThat(problem.param()).contains("messages[0]");
    assertThat(problem.message()).contains("`messages[0]` could not be fetched: ");
    assertThat(problem.message()).doesNotContain("127.0.0.1", "169.254", "server");
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, 10.0.0.1",
    "10.0.0.1, 93.184.216.34",
    "93.184.216.34, ::1",
    "2606:2800:220:1:248:1893:25c8:1946, fd00::1",
    "93.184.216.34, 169.254.169.254"
  })
  void refusesANameWhenAnyOfItsAddressesIsNotPublic(String first, String second) {
    List<InetAddress> both = List.of(InetAddress.ofLiteral(first), InetAddress.ofLiteral(second));

    assertThat(refused("http://name.example/", false, _ -> Future.succeededFuture(both)).message())
        .endsWith("its address is not one of the public internet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://2130706433/"
      })
  void refusesTheMetadataOfCloudsEvenWhereInnerAddressesAreAllowed(String url) {
    assertThat(refused(url, true, _ -> Future.succeededFuture(loopback())).message())
        .endsWith("its address is not one of the public internet");
  }

  @Test
  void refusesANameThatDoesNotResolve() {
    assertThat(refused("http://no.example/", false, _ -> Future.failedFuture("none")).message())
        .endsWith("its host name could not be resolved");
    assertThat(refused("http://no.example/", false, _ -> Future.succeededFuture(List.of())).kind())
        .isEqualTo(ProblemKind.INVALID_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.216.34",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void knowsWhatIsPublic(String address) {
    assertThat(Reach.of(InetAddress.ofLiteral(address))).isEqualTo(Reach.PUBLIC);
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.getLoopbackAddress());
  }

  private Problem refused(String url, boolean allowPrivate, HostResolver resolver) {
    MediaSettings settings = new MediaSettings(true, 1_000, Duration.ofSeconds(5), 5, allowPrivate);
    MediaFetcher fetcher = new MediaFetcher(vertx, settings, resolver);
    WantedFile wanted = new WantedFile("messages[0]", url, MediaKind.IMAGE, Optional.empty());
    try {
      FetchedFile file = fetcher.fetch(wanted, new FetchBudget(settings)).await();
      throw new AssertionError("fetched " + file);
    } catch (ProblemException e) {
      return e.problem();
    } catch (CompletionException e) {
      throw new AssertionError(e);
    }
  }
}
